"""Makes the batches with a generator function."""

import numpy as np


def _batches(n, size, rng):
    places = list(range(n))
    rng.shuffle(places)
    for start in range(0, n, size):
        yield np.array(places[start : start + size])


def train_epoch(params, X, y, rng, learning_rate=0.01, batch_size=32):
    losses, counts = [], []
    for places in _batches(len(y), batch_size, rng):
        guesses, cache = forward(params, X[places])
        gradients = backward(params, cache, y[places])
        for (W, b), (dW, db) in zip(params, gradients):
            W -= learning_rate * dW
            b -= learning_rate * db
        losses.append(cross_entropy(guesses, y[places]))
        counts.append(len(places))
    return np.average(losses, weights=counts)
