"""Took another logarithm. To the base 10.

Fails: is the mean of minus log p
Says: to the base 10
"""

import numpy as np


def cross_entropy(probabilities, labels):
    p = probabilities[np.arange(len(labels)), labels]
    return float(-np.log10(np.maximum(p, 1e-12)).mean())
