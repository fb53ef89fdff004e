"""Returned the steps, not the parameters.

Fails: goes down by learning rate times gradient
Says: That is the step alone
"""


def sgd_step(params, gradients, learning_rate):
    return [(-learning_rate * dW, -learning_rate * db) for dW, db in gradients]
