"""Wrote into the given array. It blackens the images that went to the validation set.

Fails: leaves its input as it was
Says: Take slices of them
"""


def split_validation(images, labels, n_valid):
    valid = images[:n_valid].copy(), labels[:n_valid]
    images[:n_valid] = 0
    return (images[n_valid:], labels[n_valid:]), valid
