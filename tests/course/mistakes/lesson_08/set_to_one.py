"""Counted each pair only once. It sets 1 instead of adding it.

Fails: counts each pair of actual and predicted
Says: =+ 1 sets it to 1
"""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    matrix = np.zeros((n_classes, n_classes), dtype=int)
    for a, p in zip(actual, predicted):
        matrix[a, p] = +1
    return matrix
