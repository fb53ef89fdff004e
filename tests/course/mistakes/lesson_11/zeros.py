"""Began with neurons that are all alike. All kernels are zeros.

Fails: makes no two neurons alike
Says: layer 1 are 0.
"""

import numpy as np


def init_params(sizes, rng):
    params = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        W = np.zeros((n_in, n_out))
        params.append((W, np.zeros(n_out)))
    return params
