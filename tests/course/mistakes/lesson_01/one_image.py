"""Took one image instead of a slice.

Fails: gives two pairs
Says: a pair of a NumPy array of shape (28, 28); images of shape (31, 28, 28) and labels of shape (31,); is one image
"""


def split_validation(images, labels, n_valid):
    return (images[n_valid], labels[n_valid]), (images[:n_valid], labels[:n_valid])
