"""Made the largest number of infinity.

Fails: is a number for any probabilities
Says: One such answer would outweigh all others
"""

import numpy as np


def cross_entropy(probabilities, labels):
    p = probabilities[np.arange(len(labels)), labels]
    return float(np.nan_to_num(-np.log(p)).mean())
