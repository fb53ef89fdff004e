"""Chooses with a mask of truth values."""

import numpy as np


def split_validation(images, labels, n_valid):
    first = np.arange(len(images)) < n_valid
    return (images[~first], labels[~first]), (images[first], labels[first])
