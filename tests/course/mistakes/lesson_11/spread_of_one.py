"""Drew kernels that are too large. Their spread is 1.

Fails: lets signals neither explode nor vanish
Says: it explodes; smaller numbers
"""

import numpy as np


def init_params(sizes, rng):
    params = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        W = rng.normal(size=(n_in, n_out))
        params.append((W, np.zeros(n_out)))
    return params
