"""Changed the default of max_shift.

Fails: shifts by at most max shift
Says: leave its default at 1
"""

_shift = shift_images  # noqa: F821 - the reference stands above


def shift_images(images, rng, max_shift=2):
    return _shift(images, rng, max_shift)
