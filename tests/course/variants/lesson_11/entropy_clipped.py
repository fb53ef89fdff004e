"""Clips as Keras does."""

import numpy as np


def cross_entropy(probabilities, labels):
    clipped = np.clip(probabilities, 1e-7, 1 - 1e-7)
    return -np.mean(np.log(clipped[range(len(labels)), labels]))
