"""Counted in the labels' type, which ends at 255.

Fails: counts further than 255
Says: ends at 255; dtype=int
"""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    matrix = np.zeros((n_classes, n_classes), dtype=actual.dtype)
    for truth, prediction in zip(actual, predicted):
        matrix[truth, prediction] += 1
    return matrix
