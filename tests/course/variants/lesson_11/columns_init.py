"""Keeps kernels as (neurons, inputs) and thinks in columns, as textbooks do."""

import numpy as np


def init_params(sizes, rng):
    return [
        [rng.normal(scale=np.sqrt(2 / fan_in), size=(fan_out, fan_in)), np.zeros((fan_out, 1))]
        for fan_in, fan_out in zip(sizes, sizes[1:])
    ]
