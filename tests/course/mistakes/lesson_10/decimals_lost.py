"""Cut the decimals off. The new array is of whole numbers.

Fails: moves pixels and changes none
Says: numbers of type uint8; behind the point is lost
"""

import numpy as np


def shift_images(images, rng, max_shift=1):
    m = max_shift
    padded = np.pad(images, ((0, 0), (m, m), (m, m)))
    shifted = np.zeros(images.shape, "uint8")
    for i, (top, left) in enumerate(rng.integers(0, 2 * m + 1, size=(len(images), 2))):
        shifted[i] = padded[i, top : top + 28, left : left + 28]
    return shifted
