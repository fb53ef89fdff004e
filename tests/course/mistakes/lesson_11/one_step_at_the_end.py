"""Took no step before the end of the epoch.

Fails: goes on from where the step before ended
Says: gradients that belong to its beginning
"""


def train_epoch(params, X, y, rng, learning_rate=0.01, batch_size=32):
    order = rng.permutation(len(X))
    total, steps = 0, []
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        probabilities, cache = forward(params, X[batch])
        total += cross_entropy(probabilities, y[batch]) * len(batch)
        steps.append(backward(params, cache, y[batch]))
    for gradients in steps:
        sgd_step(params, gradients, learning_rate)
    return total / len(X)
