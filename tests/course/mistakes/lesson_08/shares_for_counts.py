"""Returned shares instead of counts.

Fails: gives whole numbers
Says: such as 0.; divide by nothing
"""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    matrix = np.zeros((n_classes, n_classes), dtype=int)
    for truth, prediction in zip(actual, predicted):
        matrix[truth, prediction] += 1
    return matrix / len(actual)
