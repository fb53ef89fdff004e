"""Ignored n. It gives all.

Fails: gives n of them
Says: Cut after n
"""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    return wrong[np.argsort(-probabilities[wrong].max(axis=1))]
