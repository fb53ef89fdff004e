"""Left out the most confident. It does not sort.

Fails: puts the most confident first
Says: Number 1 in your list; it is missing
"""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    return np.flatnonzero(probabilities.argmax(axis=1) != labels)[:n]
