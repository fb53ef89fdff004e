"""Wrote into the arrays that it was given.

Fails: leaves its input as it was
Says: changed the labels
"""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    matrix = np.zeros((n_classes, n_classes), dtype=int)
    for place in range(len(actual)):
        matrix[actual[place], predicted[place]] += 1
        actual[place] = predicted[place] = 0
    return matrix
