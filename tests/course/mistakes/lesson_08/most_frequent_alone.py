"""Gave the most frequent confusion alone.

Fails: puts the most frequent first
Says: Your list holds 1 of the 90; cut after n
"""

import numpy as np


def most_confused(matrix, n=5):
    counts = matrix - np.diag(np.diag(matrix))
    actual, predicted = np.unravel_index(counts.argmax(), counts.shape)
    return [(int(actual), int(predicted), int(counts[actual, predicted]))]
