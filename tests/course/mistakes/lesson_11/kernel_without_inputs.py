"""Computed wrong gradients of the kernels. It takes the signs of the inputs.

Fails: agrees with what small changes do to the loss
Says: those of the kernels are not
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
        gradients.append((np.sign(inputs[layer]).T @ blame, blame.sum(axis=0)))
        if layer > 0:
            blame = (blame @ W.T) * (inputs[layer] > 0)
    return gradients[::-1]
