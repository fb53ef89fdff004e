"""Left out the most confident. It cuts before it sorts.

Fails: puts the most confident first
Says: Number 1 in your list; it is missing
"""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)[:n]
    return wrong[np.argsort(-probabilities[wrong].max(axis=1))]
