"""Divided by images and classes.

Fails: agrees with what small changes do to the loss
Says: 10 times too small
"""

import numpy as np


def backward(params, cache, labels):
    inputs, probabilities = cache
    n = len(labels)
    blame = probabilities.copy()
    blame[np.arange(n), labels] -= 1
    blame /= probabilities.size
    gradients = []
    for layer in reversed(range(len(params))):
        W, b = params[layer]
        gradients.append((inputs[layer].T @ blame, blame.sum(axis=0)))
        if layer > 0:
            blame = (blame @ W.T) * (inputs[layer] > 0)
    return gradients[::-1]
