"""Wrote another label than the digit's. It draws a second random place.

Fails: says the label of this digit
Says: Draw one place
"""


def plot_random_digit(images, labels, rng):
    return plot_digit(images[rng.integers(len(images))], labels[rng.integers(len(labels))])
