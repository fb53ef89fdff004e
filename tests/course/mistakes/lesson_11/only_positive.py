"""Drew numbers of one sign only.

Fails: draws kernels around 0
Says: all have one sign
"""

import numpy as np


def init_params(sizes, rng):
    params = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        W = rng.random((n_in, n_out)) / n_in
        params.append((W, np.zeros(n_out)))
    return params
