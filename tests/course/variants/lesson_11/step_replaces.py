"""Puts new pairs into the list."""


def sgd_step(params, gradients, learning_rate):
    for layer in range(len(params)):
        W, b = params[layer]
        dW, db = gradients[layer]
        params[layer] = (W - learning_rate * dW, b - learning_rate * db)
