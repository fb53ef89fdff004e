"""Chose without the given generator. With a new one.

Fails: chooses with the generator that it is given
Says: rng.integers
"""

import numpy as np


def plot_random_digit(images, labels, rng):
    place = np.random.default_rng().integers(len(images))
    return plot_digit(images[place], labels[place])
