"""Wrote zeros into the given matrix.

Fails: leaves its input as it was
Says: matrix.copy()
"""

import numpy as np


def most_confused(matrix, n=5):
    np.fill_diagonal(matrix, 0)
    places = np.argsort(-matrix, axis=None)[:n]
    return [
        (int(i), int(j), int(matrix[i, j]))
        for i, j in zip(*np.unravel_index(places, matrix.shape))
        if matrix[i, j]
    ]
