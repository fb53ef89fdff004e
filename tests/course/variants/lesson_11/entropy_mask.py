"""Chooses with a mask."""

import numpy as np


def cross_entropy(probabilities, labels):
    mask = labels.reshape(-1, 1) == np.arange(probabilities.shape[1])
    p = probabilities[mask]
    p = np.where(p == 0, 1e-10, p)
    return np.average(-np.log(p))
