"""Calls itself for the layers before."""

import numpy as np


def backward(params, cache, labels):
    inputs, probabilities = cache
    one_hot = np.eye(probabilities.shape[1])[labels]

    def back(layer, blame):
        W, _ = params[layer]
        own = (inputs[layer].T @ blame, blame.sum(axis=0))
        if layer == 0:
            return [own]
        return [*back(layer - 1, (blame @ W.T) * (inputs[layer] > 0)), own]

    return back(len(params) - 1, (probabilities - one_hot) / len(labels))
