"""Left some parameters out. It returns in the loop.

Fails: changes every kernel and bias
Says: did not change the kernel of layer 2
Cause: return_ends_the_loop
"""


def sgd_step(params, gradients, learning_rate):
    for (W, b), (dW, db) in zip(params, gradients):
        W -= learning_rate * dW
        b -= learning_rate * db
        return params
