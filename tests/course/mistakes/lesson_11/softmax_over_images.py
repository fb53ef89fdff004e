"""Took softmax over the images.

Fails: outputs are probabilities
Says: over the images; axis=1
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
    powers = np.exp(scores - scores.max(axis=0))
    probabilities = powers / powers.sum(axis=0)
    return probabilities, (inputs, probabilities)
