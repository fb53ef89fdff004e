"""Took the logarithm of 0.

Fails: is a number for any probabilities
Says: you returned inf; Put a floor
"""

import numpy as np


def cross_entropy(probabilities, labels):
    p = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(p).mean())
