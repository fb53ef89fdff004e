"""Forgot to hand on the label.

Fails: says the label of this digit
Says: but the title is "".; labels[place]
"""


def plot_random_digit(images, labels, rng):
    return plot_digit(images[rng.integers(len(images))])
