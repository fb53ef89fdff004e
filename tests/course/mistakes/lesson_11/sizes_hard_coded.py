"""Made kernels or biases of other shapes. The sizes are ignored.

Fails: makes a kernel and a bias for each layer
Says: arrays of decimal numbers; (784, 300)
Cause: argument_overwritten
"""

import numpy as np


def init_params(sizes, rng):
    sizes = [784, 300, 100, 10]
    params = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        W = rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))
        params.append((W, np.zeros(n_out)))
    return params
