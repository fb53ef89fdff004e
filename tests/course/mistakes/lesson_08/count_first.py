"""Put the count first.

Fails: says how often an actual digit was taken for another
Says: The count stands first
"""

import numpy as np


def most_confused(matrix, n=5):
    pairs = [(int(count), i, j) for (i, j), count in np.ndenumerate(matrix) if i != j]
    return sorted(pairs, reverse=True)[:n]
