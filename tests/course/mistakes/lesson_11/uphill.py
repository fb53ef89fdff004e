"""Went uphill.

Fails: goes down by learning rate times gradient
Says: Your step goes uphill
"""


def sgd_step(params, gradients, learning_rate):
    for (W, b), (dW, db) in zip(params, gradients):
        W += learning_rate * dW
        b += learning_rate * db
