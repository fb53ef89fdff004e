"""Takes the largest out, n times, and gives a tuple of tuples."""

import numpy as np


def most_confused(matrix, n=5):
    left = np.array(matrix)
    left[np.diag_indices_from(left)] = -1
    found = []
    while len(found) < n and left.max() > 0:
        i, j = np.unravel_index(left.argmax(), left.shape)
        found.append((int(i), int(j), int(left[i, j])))
        left[i, j] = -1
    return tuple(found)
