"""Returned a NumPy array instead of a list.

Fails: says actual predicted and count
Says: It should return a list
"""

import numpy as np


def most_confused(matrix, n=5):
    confusions = [
        (actual, predicted, int(count))
        for (actual, predicted), count in np.ndenumerate(matrix)
        if actual != predicted and count > 0
    ]
    confusions.sort(key=lambda confusion: confusion[2], reverse=True)
    return np.array(confusions[:n])
