"""Put a floor that float32 does not know.

Fails: is a number for any probabilities
Says: (as float32), you returned inf; 1e-50 is 0 as well
"""

import numpy as np


def cross_entropy(probabilities, labels):
    p = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(p, 1e-60)).mean())
