"""Took no logarithm.

Fails: is the mean of minus log p
Says: no logarithm in it
"""

import numpy as np


def cross_entropy(probabilities, labels):
    p = probabilities[np.arange(len(labels)), labels]
    return float(np.mean(1 - p))
