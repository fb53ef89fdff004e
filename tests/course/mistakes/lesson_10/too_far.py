"""Shifted too far.

Fails: moves pixels and changes none
Says: With max_shift=2, one of your images was shifted by
"""

_shift = shift_images  # noqa: F821 - the reference stands above


def shift_images(images, rng, max_shift=1):
    return _shift(images, rng, 2 * max_shift)
