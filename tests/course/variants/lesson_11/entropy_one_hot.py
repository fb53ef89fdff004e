"""Multiplies with one-hot labels, and adds a tiny number."""

import numpy as np


def cross_entropy(probabilities, labels):
    one_hot = np.eye(probabilities.shape[1])[labels]
    return -np.sum(one_hot * np.log(probabilities + 1e-7)) / len(labels)
