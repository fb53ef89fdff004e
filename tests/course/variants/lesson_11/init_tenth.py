"""Uses one spread for all layers."""

import numpy as np


def init_params(sizes, rng):
    params = []
    for place in range(len(sizes) - 1):
        W = 0.1 * rng.standard_normal((sizes[place], sizes[place + 1]))
        b = np.full(sizes[place + 1], 0.01)
        params.append([W, b])
    return params
