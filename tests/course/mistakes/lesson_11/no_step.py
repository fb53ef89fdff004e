"""Left the parameters as they were. It takes no step.

Fails: changes the parameters that it is given
Says: what it learned would be lost
"""


def train_epoch(params, X, y, rng, learning_rate=0.01, batch_size=32):
    order = rng.permutation(len(X))
    total = 0
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        probabilities, cache = forward(params, X[batch])
        total += cross_entropy(probabilities, y[batch]) * len(batch)
        backward(params, cache, y[batch])
    return total / len(X)
