"""Chose right answers too.

Fails: leaves the right answers out
Says: no mistake; Choose among the wrong answers
"""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    return np.argsort(-probabilities.max(axis=1))[:n]
