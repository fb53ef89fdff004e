"""Put other arrays into params. The kernel gets the bias's gradient.

Fails: changes every kernel and bias
Says: params after sgd_step; W goes with dW
"""


def sgd_step(params, gradients, learning_rate):
    for i, ((W, b), (dW, db)) in enumerate(zip(params, gradients)):
        params[i] = (W - learning_rate * db, b - learning_rate * dW)
    return params
