"""Made kernels or biases of other shapes. There are no biases.

Fails: makes a kernel and a bias for each layer
Says: arrays of decimal numbers
"""

import numpy as np


def init_params(sizes, rng):
    pairs = zip(sizes[:-1], sizes[1:])
    return [rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out)) for n_in, n_out in pairs]
