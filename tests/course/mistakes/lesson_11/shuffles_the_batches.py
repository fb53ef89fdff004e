"""Shuffled the batches, not the images.

Fails: puts other images together each time
Says: Shuffle the images, not the batches
"""


def train_epoch(params, X, y, rng, learning_rate=0.01, batch_size=32):
    starts = rng.permutation(range(0, len(X), batch_size))
    total = 0
    for start in starts:
        batch = slice(start, start + batch_size)
        probabilities, cache = forward(params, X[batch])
        total += cross_entropy(probabilities, y[batch]) * len(y[batch])
        sgd_step(params, backward(params, cache, y[batch]), learning_rate)
    return total / len(X)
