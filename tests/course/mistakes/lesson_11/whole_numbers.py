"""Made kernels or biases of other shapes. The biases are whole numbers.

Fails: makes a kernel and a bias for each layer
Says: arrays of decimal numbers; One of your arrays holds whole numbers
"""

import numpy as np


def init_params(sizes, rng):
    params = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        W = rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))
        params.append((W, np.zeros(n_out, int)))
    return params
