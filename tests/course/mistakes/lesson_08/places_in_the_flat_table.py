"""Listed something else than three whole numbers. Places in the flattened table.

Fails: says actual predicted and count
Says: Each confusion should be three whole numbers
"""

import numpy as np


def most_confused(matrix, n=5):
    counts = matrix * (1 - np.eye(len(matrix), dtype=int))
    return [int(place) for place in np.argsort(-counts.ravel())[:n]]
