"""Put a margin around the stack of images, too.

Fails: moves pixels and changes none
Says: is image 0, shifted; Give each axis a pair of its own
Cause: margin_on_all_axes
"""

import numpy as np


def shift_images(images, rng, max_shift=1):
    padded = np.pad(images, max_shift)
    shifted = np.empty_like(images)
    for i in range(len(images)):
        top, left = rng.integers(0, 2 * max_shift + 1, size=2)
        shifted[i] = padded[i, top : top + 28, left : left + 28]
    return shifted
