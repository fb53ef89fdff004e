"""Counted images more than once. All rows are one and the same list.

Fails: counts each pair of actual and predicted
Says: counted more than once
Cause: rows_are_one
"""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    matrix = [[0] * n_classes] * n_classes
    for truth, prediction in zip(actual, predicted):
        matrix[truth][prediction] += 1
    return np.array(matrix)
