"""Computed something else in a layer. Only the first has relu.

Fails: computes layer after layer
Says: At least one layer computes something else
"""

import numpy as np


def forward(params, X):
    inputs, values = [], X
    for place, (W, b) in enumerate(params):
        inputs.append(values)
        values = values @ W + b
        if place == 0:
            values = np.maximum(values, 0)
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    return probabilities, (inputs, probabilities)
