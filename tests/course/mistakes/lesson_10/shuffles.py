"""Brought the images into another order.

Fails: moves pixels and changes none
Says: Leave the images in their order
"""

_shift = shift_images  # noqa: F821 - the reference stands above


def shift_images(images, rng, max_shift=1):
    return _shift(rng.permutation(images), rng, max_shift)
