"""Scaled the images while splitting them.

Fails: gives no digit to both sets
Says: They were scaled, too
"""


def split_validation(images, labels, n_valid):
    X_valid, X_train = images[:n_valid] / 255.0, images[n_valid:] / 255.0
    return (X_train, labels[n_valid:]), (X_valid, labels[:n_valid])
