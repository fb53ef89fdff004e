"""Keeps everything in one dict: W1, b1, W2, b2 and so on."""

import numpy as np


def init_params(sizes, rng):
    params = {}
    for k in range(1, len(sizes)):
        scale = np.sqrt(2 / sizes[k - 1])
        params[f"W{k}"] = rng.standard_normal((sizes[k - 1], sizes[k])) * scale
        params[f"b{k}"] = np.zeros((1, sizes[k]))
    return params
