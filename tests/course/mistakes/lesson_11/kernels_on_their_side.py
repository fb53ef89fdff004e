"""Made kernels on their side. A row for each neuron, as textbooks that think in columns do.

Fails: makes a kernel and a bias for each layer
Says: your kernels have the shapes; They should have
"""

import numpy as np


def init_params(sizes, rng):
    return [
        [rng.normal(scale=np.sqrt(2 / fan_in), size=(fan_out, fan_in)), np.zeros((fan_out, 1))]
        for fan_in, fan_out in zip(sizes, sizes[1:])
    ]
