"""Left some parameters out. The biases.

Fails: changes every kernel and bias
Says: did not change the bias of layer 1
"""


def sgd_step(params, gradients, learning_rate):
    for (W, b), (dW, db) in zip(params, gradients):
        W -= learning_rate * dW
