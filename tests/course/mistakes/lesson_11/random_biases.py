"""Drew random biases.

Fails: begins with biases of 0
Says: Biases should begin at 0
"""

import numpy as np


def init_params(sizes, rng):
    params = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        W = rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))
        params.append((W, rng.normal(size=n_out)))
    return params
