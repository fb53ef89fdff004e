"""Counted the wrong digits' logarithms, too.

Fails: is the mean of minus log p
Says: wrong digits are in it, too
"""

import numpy as np


def cross_entropy(probabilities, labels):
    one_hot = np.eye(probabilities.shape[1])[labels]
    q = np.clip(probabilities, 1e-12, 1 - 1e-12)
    each = one_hot * np.log(q) + (1 - one_hot) * np.log(1 - q)
    return float(-each.sum(axis=1).mean())
