"""Took another logarithm. To the base 2.

Fails: is the mean of minus log p
Says: to the base 2
"""

import numpy as np


def cross_entropy(probabilities, labels):
    p = probabilities[np.arange(len(labels)), labels]
    return float(-np.log2(np.maximum(p, 1e-12)).mean())
