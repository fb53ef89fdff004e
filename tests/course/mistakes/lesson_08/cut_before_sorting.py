"""Left out frequent confusions. It cuts before it sorts.

Fails: puts the most frequent first
Says: is missing; Sort them first
"""

import numpy as np


def most_confused(matrix, n=5):
    confusions = [
        (actual, predicted, int(count))
        for (actual, predicted), count in np.ndenumerate(matrix)
        if actual != predicted and count > 0
    ]
    return sorted(confusions[:n], key=lambda confusion: confusion[2], reverse=True)
