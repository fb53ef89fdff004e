"""Cut the labels at another place than the images.

Fails: keeps each label with its image
Says: same place
"""


def split_validation(images, labels, n_valid):
    X_valid, X_train = images[:n_valid], images[n_valid:]
    y_valid, y_train = labels[-n_valid:], labels[:-n_valid]
    return (X_train, y_train), (X_valid, y_valid)
