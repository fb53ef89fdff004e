"""Returned a list instead of a number.

Fails: changes the parameters that it is given
Says: a number
"""


def train_epoch(params, X, y, rng, learning_rate=0.01, batch_size=32):
    order = rng.permutation(len(X))
    total = 0
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        probabilities, cache = forward(params, X[batch])
        total += cross_entropy(probabilities, y[batch]) * len(batch)
        sgd_step(params, backward(params, cache, y[batch]), learning_rate)
    return params
