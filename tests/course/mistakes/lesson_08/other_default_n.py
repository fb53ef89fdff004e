"""Changed the default of n.

Fails: gives n of them
Says: Without n=… your list has 10; as it was at the beginning
"""

import numpy as np


def most_confused(matrix, n=10):
    confusions = [
        (actual, predicted, int(count))
        for (actual, predicted), count in np.ndenumerate(matrix)
        if actual != predicted and count > 0
    ]
    return sorted(confusions, key=lambda confusion: confusion[2], reverse=True)[:n]
