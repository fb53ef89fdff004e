"""Drew kernels that are too small. The root is missing.

Fails: lets signals neither explode nor vanish
Says: it vanishes; square root of 2 / inputs
"""

import numpy as np


def init_params(sizes, rng):
    params = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        W = rng.normal(0, 2 / n_in, (n_in, n_out))
        params.append((W, np.zeros(n_out)))
    return params
