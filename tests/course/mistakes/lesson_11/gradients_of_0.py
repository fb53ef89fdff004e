"""Gave gradients of 0. What it computes is never put in.

Fails: agrees with what small changes do to the loss
Says: All of yours are 0
"""

import numpy as np


def backward(params, cache, labels):
    inputs, probabilities = cache
    n = len(labels)
    blame = probabilities.copy()
    blame[np.arange(n), labels] -= 1
    blame /= n
    gradients = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for layer in reversed(range(len(params))):
        dW, db = gradients[layer]
        dW, db = inputs[layer].T @ blame, blame.sum(axis=0)  # noqa: F841 - that is the mistake
        if layer > 0:
            W, b = params[layer]
            blame = (blame @ W.T) * (inputs[layer] > 0)
    return gradients
