"""Keeps kernels in one list and biases in another."""

import numpy as np


def init_params(sizes, rng):
    kernels = [rng.normal(0, 0.05, (i, o)) for i, o in zip(sizes, sizes[1:])]
    return {"sizes": list(sizes), "kernels": kernels, "biases": [np.zeros(o) for o in sizes[1:]]}
