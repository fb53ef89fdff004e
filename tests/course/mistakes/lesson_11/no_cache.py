"""Returned a NumPy array instead of a pair. The cache is missing.

Fails: gives ten probabilities for each image
Says: a pair
"""

import numpy as np


def forward(params, X):
    values = X.reshape(len(X), -1)
    inputs = []
    for W, b in params[:-1]:
        inputs.append(values)
        values = np.maximum(values @ W + b, 0)
    inputs.append(values)
    W, b = params[-1]
    scores = values @ W + b
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    return probabilities
