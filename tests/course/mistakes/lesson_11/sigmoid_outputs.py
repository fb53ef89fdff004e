"""Used sigmoid in place of softmax.

Fails: outputs are probabilities
Says: Yours are sigmoids
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
    probabilities = 1 / (1 + np.exp(-scores))
    return probabilities, (inputs, probabilities)
