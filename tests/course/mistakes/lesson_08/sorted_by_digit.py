"""Did not sort by the count. It sorts by the digits.

Fails: puts the most frequent first
Says: should come first; Sort by the count
"""

import numpy as np


def most_confused(matrix, n=5):
    confusions = [
        (actual, predicted, int(count))
        for (actual, predicted), count in np.ndenumerate(matrix)
        if actual != predicted and count > 0
    ]
    return sorted(confusions, reverse=True)[:n]
