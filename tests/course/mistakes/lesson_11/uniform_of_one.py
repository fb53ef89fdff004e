"""Drew kernels that are too large. They are uniform between -1 and 1.

Fails: lets signals neither explode nor vanish
Says: it explodes
"""

import numpy as np


def init_params(sizes, rng):
    params = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        W = rng.uniform(-1, 1, (n_in, n_out))
        params.append((W, np.zeros(n_out)))
    return params
