"""Shifted nothing.

Fails: moves each image by its own offset
Says: came back as they were
"""


def shift_images(images, rng, max_shift=1):
    return images.copy()
