"""Forgot the minus of the loss.

Fails: is the mean of minus log p
Says: The sign is wrong
"""

import numpy as np


def cross_entropy(probabilities, labels):
    p = probabilities[np.arange(len(labels)), labels]
    return float(np.log(np.maximum(p, 1e-12)).mean())
