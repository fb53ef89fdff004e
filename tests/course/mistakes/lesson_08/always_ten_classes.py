"""Ignored n_classes.

Fails: has a row and a column for each digit
Says: With n_classes=13; your matrix has the shape (10, 10)
"""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    matrix = np.zeros((10, 10), dtype=int)
    for truth, prediction in zip(actual, predicted):
        matrix[truth, prediction] += 1
    return matrix
