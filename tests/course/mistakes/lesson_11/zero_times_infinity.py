"""Multiplied 0 by infinity.

Fails: is a number for any probabilities
Says: you returned nan
"""

import numpy as np


def cross_entropy(probabilities, labels):
    one_hot = np.eye(10)[labels]
    return float(-(one_hot * np.log(probabilities)).sum(axis=1).mean())
