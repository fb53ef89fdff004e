"""Counted from 1 in every cell.

Fails: counts each pair of actual and predicted
Says: Each cell has 1 too many; a table of zeros
"""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    matrix = np.ones((n_classes, n_classes), dtype=int)
    for truth, prediction in zip(actual, predicted):
        matrix[truth, prediction] += 1
    return matrix
