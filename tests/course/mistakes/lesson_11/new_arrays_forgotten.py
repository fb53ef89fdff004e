"""Computed new parameters and forgot them.

Fails: changes every kernel and bias
Says: what they were; W -= …
"""


def sgd_step(params, gradients, learning_rate):
    for (W, b), (dW, db) in zip(params, gradients):
        W = W - learning_rate * dW
        b = b - learning_rate * db
