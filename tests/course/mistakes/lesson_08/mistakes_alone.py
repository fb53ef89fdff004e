"""Counted the wrong answers alone.

Fails: counts each pair of actual and predicted
Says: The diagonal of your matrix is empty
"""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    matrix = np.zeros((n_classes, n_classes), dtype=int)
    for truth, prediction in zip(actual, predicted):
        if truth != prediction:
            matrix[truth, prediction] += 1
    return matrix
