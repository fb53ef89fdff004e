"""Ignored the learning rate.

Fails: takes steps of the learning rate
Says: Hand the argument learning_rate on
"""


def train_epoch(params, X, y, rng, learning_rate=0.01, batch_size=32):
    order = rng.permutation(len(X))
    total = 0
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        probabilities, cache = forward(params, X[batch])
        total += cross_entropy(probabilities, y[batch]) * len(batch)
        sgd_step(params, backward(params, cache, y[batch]), 0.01)
    return total / len(X)
