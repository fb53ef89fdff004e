"""Counted each pair only once. NumPy's += with arrays as places does.

Fails: counts each pair of actual and predicted
Says: The largest number in your matrix is 1; np.add.at
"""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    matrix = np.zeros((n_classes, n_classes), dtype=int)
    matrix[actual, predicted] += 1
    return matrix
