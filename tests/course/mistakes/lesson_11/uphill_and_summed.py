"""Made gradients of the wrong sign and size. A sum, and labels minus probabilities.

Fails: agrees with what small changes do to the loss
Says: All are -1; The sign is wrong, too
"""

import numpy as np


def backward(params, cache, labels):
    inputs, probabilities = cache
    blame = np.eye(probabilities.shape[1])[labels] - probabilities
    gradients = []
    for layer in reversed(range(len(params))):
        W, b = params[layer]
        gradients.append((inputs[layer].T @ blame, blame.sum(axis=0)))
        if layer > 0:
            blame = (blame @ W.T) * (inputs[layer] > 0)
    return gradients[::-1]
