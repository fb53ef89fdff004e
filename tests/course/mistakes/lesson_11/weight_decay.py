"""Went another step. It makes the weights smaller, too.

Fails: goes down by learning rate times gradient
Says: New is old
"""


def sgd_step(params, gradients, learning_rate):
    for (W, b), (dW, db) in zip(params, gradients):
        W -= learning_rate * (dW + 0.1 * W)
        b -= learning_rate * db
