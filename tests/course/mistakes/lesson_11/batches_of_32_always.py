"""Took steps of another length. It ignores the batch size.

Fails: takes steps of the learning rate
Says: times as far; batch_size images
"""


def train_epoch(params, X, y, rng, learning_rate=0.01, batch_size=32):
    order = rng.permutation(len(X))
    total = 0
    for start in range(0, len(X), 32):
        batch = order[start : start + 32]
        probabilities, cache = forward(params, X[batch])
        total += cross_entropy(probabilities, y[batch]) * len(batch)
        sgd_step(params, backward(params, cache, y[batch]), learning_rate)
    return total / len(X)
