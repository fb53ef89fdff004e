"""Changed the function's parameters.

Fails: takes the learning rate by its name
Says: It should be  sgd_step(params, gradients, learning_rate)
"""


def sgd_step(params, gradients, lr):
    for (W, b), (dW, db) in zip(params, gradients, strict=True):
        W -= lr * dW
        b -= lr * db
