"""Took steps of another length. The rate is fixed.

Fails: goes down by learning rate times gradient
Says: times as long
"""


def sgd_step(params, gradients, learning_rate):
    for (W, b), (dW, db) in zip(params, gradients):
        W -= 0.01 * dW
        b -= 0.01 * db
