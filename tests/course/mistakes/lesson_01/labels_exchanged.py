"""Exchanged the labels of the two sets.

Fails: keeps each label with its image
Says: labels of the two sets are exchanged
"""


def split_validation(images, labels, n_valid):
    X_valid, X_train = images[:n_valid], images[n_valid:]
    y_train, y_valid = labels[:n_valid], labels[n_valid:]
    return (X_train, y_train), (X_valid, y_valid)
