"""Took steps of another length. It divides by the rate.

Fails: goes down by learning rate times gradient
Says: times as long
"""


def sgd_step(params, gradients, learning_rate):
    for (W, b), (dW, db) in zip(params, gradients):
        W -= dW / learning_rate
        b -= db / learning_rate
