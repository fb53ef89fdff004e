"""Left the last layer out.

Fails: gives ten probabilities for each image
Says: come from an earlier layer; params[-1]
"""

import numpy as np


def forward(params, X):
    values = X.reshape(len(X), -1)
    inputs = []
    for W, b in params[:-1]:
        inputs.append(values)
        values = np.maximum(values @ W + b, 0)
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    return probabilities, (inputs, probabilities)
