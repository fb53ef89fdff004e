"""Listed something else than three whole numbers. The counts are missing.

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
    return [confusion[:2] for confusion in confusions[:n]]
