"""Ignored max_shift. It always shifts by up to 1.

Fails: moves each image by its own offset
Says: With max_shift=2; Use the argument max_shift
"""

_shift = shift_images  # noqa: F821 - the reference stands above


def shift_images(images, rng, max_shift=1):
    return _shift(images, rng, 1)
