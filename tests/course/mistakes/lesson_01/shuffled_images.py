"""Changed the order of the images.

Fails: keeps each label with its image
Says: shuffling
"""

import numpy as np

from coursekit import mnist


def load_data():
    (X, y), test = mnist.load_data()
    return (np.random.default_rng(0).permutation(X), y), test
