"""Ignored n. It always gives nine.

Fails: gives n of them
Says: With n=4 you returned 9
"""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    return wrong[np.argsort(-probabilities[wrong].max(axis=1))][:9]
