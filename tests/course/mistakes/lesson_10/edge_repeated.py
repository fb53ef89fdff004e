"""Let something else than zeros come in. It repeats the edge.

Fails: moves pixels and changes none
Says: at the rim is not 0
"""

import numpy as np


def shift_images(images, rng, max_shift=1):
    m = max_shift
    padded = np.pad(images, ((0, 0), (m, m), (m, m)), mode="edge")
    shifted = np.empty_like(images)
    for i, (top, left) in enumerate(rng.integers(0, 2 * m + 1, size=(len(images), 2))):
        shifted[i] = padded[i, top : top + 28, left : left + 28]
    return shifted
