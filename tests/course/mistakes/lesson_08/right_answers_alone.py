"""Chose right answers too. No wrong ones at all.

Fails: leaves the right answers out
Says: no mistake; Choose among the wrong answers
"""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    right = np.flatnonzero(probabilities.argmax(axis=1) == labels)
    return right[np.argsort(-probabilities[right].max(axis=1))][:n]
