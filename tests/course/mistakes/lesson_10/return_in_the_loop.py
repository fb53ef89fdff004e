"""Ended the loop after the first image.

Fails: moves pixels and changes none
Says: empty from number 1 on; inside the loop
Cause: return_ends_the_loop
"""

import numpy as np


def shift_images(images, rng, max_shift=1):
    padded = np.pad(images, ((0, 0), (max_shift, max_shift), (max_shift, max_shift)))
    shifted = np.zeros_like(images)
    for i in range(len(images)):
        top, left = rng.integers(0, 2 * max_shift + 1, size=2)
        shifted[i] = padded[i, top : top + 28, left : left + 28]
        return shifted
