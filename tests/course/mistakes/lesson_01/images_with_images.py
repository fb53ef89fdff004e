"""Put images with images and labels with labels.

Fails: gives two pairs
Says: a pair of a NumPy array of shape (31, 28, 28) and type uint8 and a NumPy array of shape (9, 28, 28); the labels that belong to them
"""


def split_validation(images, labels, n_valid):
    X_valid, X_train = images[:n_valid], images[n_valid:]
    y_valid, y_train = labels[:n_valid], labels[n_valid:]
    return (X_train, X_valid), (y_train, y_valid)
