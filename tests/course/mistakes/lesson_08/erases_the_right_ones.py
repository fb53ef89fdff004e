"""Wrote zeros into the given probabilities.

Fails: leaves its input as it was
Says: Write nothing into them
"""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    right = probabilities.argmax(axis=1) == labels
    probabilities[right] = 0
    best = probabilities.max(axis=1)
    return np.argsort(-best)[: min(n, int((~right).sum()))]
