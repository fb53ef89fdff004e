"""Wrote another label than the digit's. It writes the place.

Fails: says the label of this digit
Says: not its place
"""


def plot_random_digit(images, labels, rng):
    place = rng.integers(len(images))
    return plot_digit(images[place], place)
