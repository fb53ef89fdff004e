"""Drew kernels that are too large. It multiplies by the root of the inputs.

Fails: lets signals neither explode nor vanish
Says: it explodes
"""

import numpy as np


def init_params(sizes, rng):
    params = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        W = rng.normal(size=(n_in, n_out)) * np.sqrt(n_in / 2)
        params.append((W, np.zeros(n_out)))
    return params
