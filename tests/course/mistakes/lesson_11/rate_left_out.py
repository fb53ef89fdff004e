"""Left the learning rate out.

Fails: goes down by learning rate times gradient
Says: learning rate was left out
"""


def sgd_step(params, gradients, learning_rate):
    for (W, b), (dW, db) in zip(params, gradients):
        W -= dW
        b -= db
