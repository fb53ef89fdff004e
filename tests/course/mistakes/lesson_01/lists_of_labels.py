"""Put something else than arrays into the pairs. Lists.

Fails: gives two pairs
Says: and a list of 31; a list is no array
"""


def split_validation(images, labels, n_valid):
    X_valid, X_train = images[:n_valid], images[n_valid:]
    y_valid, y_train = list(labels[:n_valid]), list(labels[n_valid:])
    return (X_train, y_train), (X_valid, y_valid)
