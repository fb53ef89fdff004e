"""Shuffled the training set.

Fails: takes the first n valid as they come
Says: Your training images are not those after the first n_valid
"""

import numpy as np


def split_validation(images, labels, n_valid):
    X_valid, X_train = images[:n_valid], images[n_valid:]
    y_valid, y_train = labels[:n_valid], labels[n_valid:]
    order = np.random.permutation(len(X_train))
    return (X_train[order], y_train[order]), (X_valid, y_valid)
