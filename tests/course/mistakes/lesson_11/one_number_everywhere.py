"""Began with neurons that are all alike. One random number stands everywhere.

Fails: makes no two neurons alike
Says: Neurons that begin alike
"""

import numpy as np


def init_params(sizes, rng):
    params = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        W = np.full((n_in, n_out), rng.normal())
        params.append((W, np.zeros(n_out)))
    return params
