"""Computed the squared error.

Fails: is the mean of minus log p
Says: the squared error, another loss
"""

import numpy as np


def cross_entropy(probabilities, labels):
    one_hot = np.eye(probabilities.shape[1])[labels]
    return float(np.square(probabilities - one_hot).sum(axis=1).mean())
