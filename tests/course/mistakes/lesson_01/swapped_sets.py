"""Returned the validation set first.

Fails: puts the training set first
Says: training set, the larger one
"""


def split_validation(images, labels, n_valid):
    X_valid, X_train = images[:n_valid], images[n_valid:]
    y_valid, y_train = labels[:n_valid], labels[n_valid:]
    return (X_valid, y_valid), (X_train, y_train)
