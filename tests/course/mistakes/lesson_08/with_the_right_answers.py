"""Listed the right answers too.

Fails: leaves the right answers out
Says: That is no confusion; On the diagonal
"""

import numpy as np


def most_confused(matrix, n=5):
    pairs = [(i, j, int(count)) for (i, j), count in np.ndenumerate(matrix)]
    return sorted(pairs, key=lambda pair: pair[2], reverse=True)[:n]
