"""Drew none of the digits. It draws their mean.

Fails: draws one of the digits
Says: none of the images that you were given
"""


def plot_random_digit(images, labels, rng):
    return plot_digit(images.mean(axis=0), labels[rng.integers(len(images))])
