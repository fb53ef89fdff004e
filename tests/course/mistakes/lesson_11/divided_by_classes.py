"""Divided by the classes as well.

Fails: is the mean of minus log p
Says: divided by the 10 classes
"""

import numpy as np


def cross_entropy(probabilities, labels):
    one_hot = np.eye(probabilities.shape[1])[labels]
    return float(-np.mean(one_hot * np.log(np.maximum(probabilities, 1e-12))))
