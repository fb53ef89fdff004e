"""Swapped rows and columns.

Fails: counts each pair of actual and predicted
Says: lies on its side; matrix[actual, predicted]
"""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    matrix = np.zeros((n_classes, n_classes), dtype=int)
    for truth, prediction in zip(actual, predicted):
        matrix[prediction, truth] += 1
    return matrix
