"""Sorted from unsure to sure.

Fails: puts the most confident first
Says: goes on to more confident ones; from small to large
"""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    return wrong[np.argsort(probabilities[wrong].max(axis=1))][:n]
