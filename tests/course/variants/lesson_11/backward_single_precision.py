"""Computes with float32, and names the gradients."""

import numpy as np


def backward(params, cache, labels):
    inputs, probabilities = cache
    n = np.float32(len(labels))
    error = probabilities.astype("float32")
    error[np.arange(len(labels)), labels] -= np.float32(1)
    grads = {}
    for k in range(len(params) - 1, -1, -1):
        a = inputs[k].astype("float32")
        grads["dA", k] = error
        grads["dW", k] = np.dot(a.T, error) / n
        grads["db", k] = np.sum(error, axis=0) / n
        error = np.dot(error, params[k][0].astype("float32").T)
        error[a <= 0] = 0
    return grads
