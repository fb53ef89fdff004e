"""Added the losses up without taking the mean.

Fails: is the mean of minus log p
Says: the sum over the images
"""

import numpy as np


def cross_entropy(probabilities, labels):
    p = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(p, 1e-12)).sum())
