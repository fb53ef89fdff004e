"""Returned a NumPy array instead of a number.

Fails: is the mean of minus log p
Says: one plain number
"""

import numpy as np


def cross_entropy(probabilities, labels):
    p = probabilities[np.arange(len(labels)), labels]
    return -np.log(np.maximum(p, 1e-12))
