"""Kept the order of the images. A generator of its own shuffles alike each time.

Fails: takes a new order from the generator
Says: the same order each time
"""

import numpy as np


def train_epoch(params, X, y, rng, learning_rate=0.01, batch_size=32):
    order = np.random.default_rng(0).permutation(len(X))
    total = 0
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        probabilities, cache = forward(params, X[batch])
        total += cross_entropy(probabilities, y[batch]) * len(batch)
        sgd_step(params, backward(params, cache, y[batch]), learning_rate)
    return total / len(X)
