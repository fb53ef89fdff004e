"""Returned a tuple instead of a pair.

Fails: gives two pairs
Says: pair
"""


def split_validation(images, labels, n_valid):
    return images[n_valid:], labels[n_valid:], images[:n_valid], labels[:n_valid]
