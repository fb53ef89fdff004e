"""Made kernels or biases of other shapes. The bias is a row of its kernel.

Fails: makes a kernel and a bias for each layer
Says: kernel and bias are one array
"""

import numpy as np


def init_params(sizes, rng):
    pairs = zip(sizes[:-1], sizes[1:])
    return [rng.normal(0, np.sqrt(2 / n_in), (n_in + 1, n_out)) for n_in, n_out in pairs]
