"""Uses np.split."""

import numpy as np


def split_validation(images, labels, n_valid):
    X_valid, X_train = np.split(images, [n_valid])
    y_valid, y_train = np.split(labels, [n_valid])
    return (X_train, y_train), (X_valid, y_valid)
