"""Mixed neighbouring pixels. It shifts by parts of a pixel.

Fails: moves pixels and changes none
Says: its values are others
"""

import numpy as np


def shift_images(images, rng, max_shift=1):
    m = max_shift
    padded = np.pad(images, ((0, 0), (m, m + 1), (m, m + 1))).astype("float32")
    shifted = np.empty(images.shape, "float32")
    for i, (top, left) in enumerate(rng.uniform(0, 2 * m, size=(len(images), 2))):
        y, x = int(top), int(left)
        a, b = top - y, left - x
        rows = (1 - a) * padded[i, y : y + 28] + a * padded[i, y + 1 : y + 29]
        shifted[i] = (1 - b) * rows[:, x : x + 28] + b * rows[:, x + 1 : x + 29]
    return shifted
