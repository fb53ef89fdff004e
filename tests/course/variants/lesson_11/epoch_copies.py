"""Shuffles copies, with two generators in the same state."""

import numpy as np


def train_epoch(params, X, y, rng, learning_rate=0.01, batch_size=32):
    seed = rng.integers(2**32)
    images = np.random.default_rng(seed).permutation(X)
    labels = np.random.default_rng(seed).permutation(y)
    total, start = 0, 0
    while start < len(labels):
        some = slice(start, start + batch_size)
        probabilities, cache = forward(params, images[some])
        total += len(labels[some]) * cross_entropy(probabilities, labels[some])
        sgd_step(params, backward(params, cache, labels[some]), learning_rate)
        start += batch_size
    return total / len(labels)
