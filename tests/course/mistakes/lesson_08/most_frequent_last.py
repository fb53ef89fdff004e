"""Sorted from rare to frequent. It puts the most frequent last.

Fails: puts the most frequent first
Says: from rare to frequent; reverse=True
"""

import numpy as np


def most_confused(matrix, n=5):
    confusions = [
        (actual, predicted, int(count))
        for (actual, predicted), count in np.ndenumerate(matrix)
        if actual != predicted and count > 0
    ]
    return sorted(confusions, key=lambda confusion: confusion[2])[-n:]
