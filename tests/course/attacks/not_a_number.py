"""Returns NaN everywhere: comparisons such as `not error > 0.001` hold for it.

Attacks: scale_images, split_validation
Reported: not from 0 to 1
Breaks: What is missing counts as wrong
"""

import numpy as np


def scale_images(images):
    return np.full(images.shape, np.nan, "float32")


def split_validation(images, labels, n_valid):
    nothing = np.full(images.shape, np.nan)
    return (nothing[n_valid:], labels[n_valid:] * np.nan), (
        nothing[:n_valid],
        labels[:n_valid] * np.nan,
    )
