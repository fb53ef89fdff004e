"""Made the matrix too large.

Fails: has a row and a column for each digit
Says: your matrix has the shape (11, 11)
"""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    matrix = np.zeros((n_classes + 1, n_classes + 1), dtype=int)
    for truth, prediction in zip(actual, predicted):
        matrix[truth, prediction] += 1
    return matrix
