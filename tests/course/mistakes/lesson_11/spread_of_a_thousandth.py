"""Drew kernels that are too small.

Fails: lets signals neither explode nor vanish
Says: it vanishes; larger numbers
"""

import numpy as np


def init_params(sizes, rng):
    params = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        W = rng.normal(0, 0.001, (n_in, n_out))
        params.append((W, np.zeros(n_out)))
    return params
