"""Changed its input. It takes the step at once.

Fails: leaves its input as it was
Says: Work on a copy
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
            W -= 0.1 * gradients[-1][0]
            blame = (blame @ W.T) * (inputs[layer] > 0)
    return gradients[::-1]
