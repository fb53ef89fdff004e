"""Shifted the images that came in.

Fails: leaves its input as it was
Says: shifted again
"""

import numpy as np


def shift_images(images, rng, max_shift=1):
    m = max_shift
    padded = np.pad(images, ((0, 0), (m, m), (m, m)))
    for i, (top, left) in enumerate(rng.integers(0, 2 * m + 1, size=(len(images), 2))):
        images[i] = padded[i, top : top + 28, left : left + 28]
    return images
