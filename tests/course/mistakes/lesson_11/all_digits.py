"""Looked at all digits.

Fails: is the mean of minus log p
Says: looks at all ten digits
"""

import numpy as np


def cross_entropy(probabilities, labels):
    return float(-np.log(np.maximum(probabilities, 1e-12)).mean())
