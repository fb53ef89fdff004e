"""Took one step an epoch, behind the loop over the batches.

Fails: takes batches of batch size images
Says: needs a step of its own; in the loop
"""


def train_epoch(params, X, y, rng, learning_rate=0.01, batch_size=32):
    order, total = rng.permutation(len(X)), 0
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        probabilities, cache = forward(params, X[batch])
        total += cross_entropy(probabilities, y[batch]) * len(batch)
    sgd_step(params, backward(params, cache, y[batch]), learning_rate)
    return total / len(X)
