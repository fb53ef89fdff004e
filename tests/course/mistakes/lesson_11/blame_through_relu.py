"""Went wrong on the way back to earlier layers. It puts the blame through relu.

Fails: agrees with what small changes do to the loss
Says: a layer before it is not
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
            blame = np.maximum(blame @ W.T, 0)
    return gradients[::-1]
