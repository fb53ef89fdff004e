"""Drew images more than once.

Fails: uses every image once
Says: more than once in an epoch
"""


def train_epoch(params, X, y, rng, learning_rate=0.01, batch_size=32):

    total = 0
    for start in range(0, len(X), batch_size):
        batch = rng.integers(0, len(X), batch_size)
        probabilities, cache = forward(params, X[batch])
        total += cross_entropy(probabilities, y[batch]) * len(batch)
        sgd_step(params, backward(params, cache, y[batch]), learning_rate)
    return total / len(X)
