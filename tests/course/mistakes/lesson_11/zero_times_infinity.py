"""Took the logarithm of 0. And multiplies it by 0.

Fails: is a number for any probabilities
Says: Put a floor under the probabilities
"""

import numpy as np


def cross_entropy(probabilities, labels):
    one_hot = np.eye(probabilities.shape[1])[labels]
    return float(-(one_hot * np.log(probabilities)).sum(axis=1).mean())
