"""Changed the defaults.

Fails: uses batches of 32 and a rate of a hundredth when nothing is said
Says: Leave the first line
"""


def train_epoch(params, X, y, rng, learning_rate=0.01, batch_size=64):
    order = rng.permutation(len(X))
    total = 0
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        probabilities, cache = forward(params, X[batch])
        total += cross_entropy(probabilities, y[batch]) * len(batch)
        sgd_step(params, backward(params, cache, y[batch]), learning_rate)
    return total / len(X)
