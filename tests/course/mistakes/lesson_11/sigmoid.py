"""Used sigmoid in place of relu.

Fails: computes layer after layer
Says: sigmoid in place of relu
"""

import numpy as np


def forward(params, X):
    values = X.reshape(len(X), -1)
    inputs = []
    for W, b in params[:-1]:
        inputs.append(values)
        values = 1 / (1 + np.exp(-(values @ W + b)))
    inputs.append(values)
    W, b = params[-1]
    scores = values @ W + b
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    return probabilities, (inputs, probabilities)
