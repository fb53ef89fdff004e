"""Ignored n. It always gives five.

Fails: gives n of them
Says: With n=3 your list has 5
"""

import numpy as np


def most_confused(matrix, n=5):
    confusions = [
        (actual, predicted, int(count))
        for (actual, predicted), count in np.ndenumerate(matrix)
        if actual != predicted and count > 0
    ]
    return sorted(confusions, key=lambda confusion: confusion[2], reverse=True)[:5]
