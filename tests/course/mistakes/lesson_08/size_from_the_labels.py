"""Made the matrix too small. Only as large as the largest label.

Fails: has a row and a column for each digit
Says: labels from 0 to 7; the shape (8, 8)
"""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    n = max(actual.max(), predicted.max()) + 1
    matrix = np.zeros((n, n), dtype=int)
    for truth, prediction in zip(actual, predicted):
        matrix[truth, prediction] += 1
    return matrix
