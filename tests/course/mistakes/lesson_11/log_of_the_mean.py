"""Took the mean before the logarithm.

Fails: is the mean of minus log p
Says: logarithm of the mean
"""

import numpy as np


def cross_entropy(probabilities, labels):
    p = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(max(p.mean(), 1e-12)))
