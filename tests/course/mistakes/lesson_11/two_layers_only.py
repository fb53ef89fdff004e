"""Stopped with ValueError. The number of layers stands in the code.

Fails: gives ten probabilities for each image
Says: too many values to unpack
Cause: too_many_parts
"""

import numpy as np


def forward(params, X):
    (W1, b1), (W2, b2) = params
    hidden = np.maximum(X @ W1 + b1, 0)
    scores = hidden @ W2 + b2
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    return probabilities, ([X, hidden], probabilities)
