"""Made a generator of its own.

Fails: draws with the generator that it is given
Says: a generator of your own
"""

import numpy as np

_shift = shift_images  # noqa: F821 - the reference stands above


def shift_images(images, rng, max_shift=1):
    return _shift(images, np.random.default_rng(42), max_shift)
