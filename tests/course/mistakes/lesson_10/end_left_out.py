"""Left some of the shifts out. The last one never comes.

Fails: moves each image by its own offset
Says: leaves out the end
"""

import numpy as np


def shift_images(images, rng, max_shift=1):
    m = max_shift
    padded = np.pad(images, ((0, 0), (m, m), (m, m)))
    shifted = np.empty_like(images)
    for i in range(len(images)):
        top, left = rng.integers(0, 2 * m, size=2) if m else (0, 0)
        shifted[i] = padded[i, top : top + 28, left : left + 28]
    return shifted
