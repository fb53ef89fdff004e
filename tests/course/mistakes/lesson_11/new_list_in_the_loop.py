"""Left the parameters as they were. It trains a copy. A new list in each step.

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
        gradients = backward(params, cache, y[batch])
        params = [
            (W - learning_rate * dW, b - learning_rate * db)
            for (W, b), (dW, db) in zip(params, gradients)
        ]
    return total / len(X)
