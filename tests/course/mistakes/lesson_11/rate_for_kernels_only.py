"""Went another step. The learning rate counts for kernels only.

Fails: goes down by learning rate times gradient
Says: New is old
"""


def sgd_step(params, gradients, learning_rate):
    for (W, b), (dW, db) in zip(params, gradients):
        W -= learning_rate * dW
        b -= db
