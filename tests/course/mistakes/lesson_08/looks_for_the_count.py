"""Lost confusions that are equally frequent. It looks for each count.

Fails: keeps confusions that are equally frequent
Says: equally frequent got lost; together with its count
"""

import numpy as np


def most_confused(matrix, n=5):
    counts = matrix.copy()
    np.fill_diagonal(counts, 0)
    largest = np.sort(counts.ravel())[::-1][:n]
    return [(*(int(v) for v in np.argwhere(counts == count)[0]), int(count)) for count in largest]
