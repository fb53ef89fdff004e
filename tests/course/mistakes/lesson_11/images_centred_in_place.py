"""Wrote into the images.

Fails: leaves its input as it was
Says: changed
"""

import numpy as np


def forward(params, X):
    inputs, values = [], X
    for W, b in params[:-1]:
        inputs.append(values.copy())
        values = np.maximum(values @ W + b, 0)
    inputs.append(values)
    W, b = params[-1]
    scores = values @ W + b
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    X -= X.mean(axis=0)
    return probabilities, (inputs, probabilities)
