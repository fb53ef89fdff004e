"""Picks the pixels with arrays of indices."""

import numpy as np


def shift_images(images, rng, max_shift=1):
    n = len(images)
    padded = np.pad(images, [(0, 0)] + 2 * [(max_shift, max_shift)], mode="constant")
    down = rng.integers(2 * max_shift + 1, size=(n, 1, 1))
    right = rng.integers(2 * max_shift + 1, size=(n, 1, 1))
    rows, columns = np.arange(28)[None, :, None] + down, np.arange(28)[None, None, :] + right
    return padded[np.arange(n)[:, None, None], rows, columns]
