"""Took the number of classes from somewhere else. There are always ten. In backward.

Fails: takes as many classes as there are columns
Says: your function stopped with; have columns
"""

import numpy as np


def backward(params, cache, labels):
    inputs, probabilities = cache
    n = len(labels)
    blame = (probabilities - np.eye(10)[labels]) / n
    gradients = []
    for layer in reversed(range(len(params))):
        W, b = params[layer]
        gradients.append((inputs[layer].T @ blame, blame.sum(axis=0)))
        if layer > 0:
            blame = (blame @ W.T) * (inputs[layer] > 0)
    return gradients[::-1]
