"""Counted in decimal numbers.

Fails: gives whole numbers
Says: float64; dtype=int
"""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    matrix = np.zeros((n_classes, n_classes))
    for truth, prediction in zip(actual, predicted):
        matrix[truth, prediction] += 1
    return matrix
