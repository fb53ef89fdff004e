"""Left images out. It returns within the loop.

Fails: counts each pair of actual and predicted
Says: some were left out
Cause: return_ends_the_loop
"""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    matrix = np.zeros((n_classes, n_classes), dtype=int)
    for truth, prediction in zip(actual, predicted):
        matrix[truth, prediction] += 1
        return matrix
