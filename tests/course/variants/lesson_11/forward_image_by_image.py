"""Takes one image after the other."""

import numpy as np


def forward(params, X):
    outputs, remembered = [], []
    for image in X:
        values, inputs = image.ravel(), []
        for number, (W, b) in enumerate(params, 1):
            inputs.append(values)
            values = np.array([values @ W[:, j] + b[j] for j in range(len(b))])
            if number < len(params):
                values[values < 0] = 0
        powers = np.exp(values - max(values))
        outputs.append(powers / sum(powers))
        remembered.append(inputs)
    return np.array(outputs), (remembered, outputs)
