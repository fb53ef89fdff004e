"""Put the floor too high. A hundredth.

Fails: is right for improbable answers
Says: cut off too early
"""

import numpy as np


def cross_entropy(probabilities, labels):
    p = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(p, 0.01)).mean())
