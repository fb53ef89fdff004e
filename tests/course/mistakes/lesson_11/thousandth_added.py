"""Put the floor too high. It adds a thousandth.

Fails: is the mean of minus log p
Says: 0.001 is added
"""

import numpy as np


def cross_entropy(probabilities, labels):
    p = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(p + 0.001).mean())
