"""Listed something else than three whole numbers. Shares for the counts.

Fails: says actual predicted and count
Says: Each confusion should be three whole numbers
"""

import numpy as np


def most_confused(matrix, n=5):
    confusions = [
        (actual, predicted, int(count))
        for (actual, predicted), count in np.ndenumerate(matrix)
        if actual != predicted and count > 0
    ]
    confusions.sort(key=lambda confusion: confusion[2], reverse=True)
    return [(i, j, float(count / matrix.sum())) for i, j, count in confusions[:n]]
