"""Returned another number than the mean loss. Returned the accuracy.

Fails: gives the mean loss
Says: Add up the losses
"""


def train_epoch(params, X, y, rng, learning_rate=0.01, batch_size=32):
    order = rng.permutation(len(X))
    total = 0
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        probabilities, cache = forward(params, X[batch])
        total += (probabilities.argmax(axis=1) == y[batch]).sum()
        sgd_step(params, backward(params, cache, y[batch]), learning_rate)
    return total / len(X)
