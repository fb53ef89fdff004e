"""Returned a NumPy array instead of a number.

Fails: takes as many classes as there are columns
Says: shape (33,); Is the mean missing
"""

import numpy as np


def cross_entropy(probabilities, labels):
    p = probabilities[np.arange(len(labels)), labels]
    return -np.log(np.maximum(p, 1e-12))
