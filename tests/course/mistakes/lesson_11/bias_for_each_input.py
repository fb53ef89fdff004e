"""Made kernels or biases of other shapes. A bias for each input.

Fails: makes a kernel and a bias for each layer
Says: for layer 2; arrays of decimal numbers
"""

import numpy as np


def init_params(sizes, rng):
    params = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        W = rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))
        params.append((W, np.zeros(n_in)))
    return params
