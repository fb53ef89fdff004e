"""Moves all images of an offset at once."""

import numpy as np


def shift_images(images, rng, max_shift=1):
    m, size = max_shift, images.shape[1]
    padded = np.pad(images, ((0, 0), (m, m), (m, m)))
    offsets = rng.integers(-m, m, size=(len(images), 2), endpoint=True)
    shifted = np.zeros(images.shape, images.dtype)
    for down in range(-m, m + 1):
        for right in range(-m, m + 1):
            chosen = (offsets == (down, right)).all(axis=1)
            rows, columns = slice(m - down, m - down + size), slice(m - right, m - right + size)
            shifted[chosen] = padded[chosen, rows, columns]
    return shifted
