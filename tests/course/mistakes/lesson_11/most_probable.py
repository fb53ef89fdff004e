"""Looked at the most probable digit.

Fails: is the mean of minus log p
Says: the most probable digit, not
"""

import numpy as np


def cross_entropy(probabilities, labels):
    p = probabilities.max(axis=1)
    return float(-np.log(np.maximum(p, 1e-12)).mean())
