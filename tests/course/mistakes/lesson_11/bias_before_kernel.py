"""Returned the gradients in another order than the parameters. The bias comes before its kernel.

Fails: gives them in the order of params
Says: the bias's gradient comes first; Put the kernel's gradient first
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
        gradients.append((blame.sum(axis=0), inputs[layer].T @ blame))
        if layer > 0:
            blame = (blame @ W.T) * (inputs[layer] > 0)
    return gradients[::-1]
