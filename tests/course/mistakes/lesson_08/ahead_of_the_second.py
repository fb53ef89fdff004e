"""Ordered by something else than the confidence. By how far the second digit is behind.

Fails: puts the most confident first
Says: Number 1 in your list; it comes later in your list
"""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    ordered = np.sort(probabilities[wrong], axis=1)
    return wrong[np.argsort(ordered[:, -2] - ordered[:, -1])][:n]
