"""Returned the gradients in another order than the parameters. The last layer comes first.

Fails: gives them in the order of params
Says: begin with the last layer
"""

import numpy as np


def backward(params, cache, labels):
    inputs, probabilities = cache
    n = len(labels)
    blame = probabilities.copy()
    blame[np.arange(n), labels] -= 1
    blame /= n
    gradients = []
    for layer in reversed(range(len(params))):
        W, b = params[layer]
        gradients.append((inputs[layer].T @ blame, blame.sum(axis=0)))
        if layer > 0:
            blame = (blame @ W.T) * (inputs[layer] > 0)
    return gradients
