"""Gave images the labels of others. It draws two orders.

Fails: keeps images and labels together
Says: gives one order of places
"""


def train_epoch(params, X, y, rng, learning_rate=0.01, batch_size=32):
    X, y = rng.permutation(X), rng.permutation(y)
    total = 0
    for start in range(0, len(X), batch_size):
        batch = slice(start, start + batch_size)
        probabilities, cache = forward(params, X[batch])
        total += cross_entropy(probabilities, y[batch]) * len(y[batch])
        sgd_step(params, backward(params, cache, y[batch]), learning_rate)
    return total / len(X)
