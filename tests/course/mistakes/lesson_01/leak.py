"""Left the validation digits in the training set.

Fails: gives no digit to both sets
Says: digits are in your training set and in your validation set
"""


def split_validation(images, labels, n_valid):
    X_valid, X_train = images[:n_valid], images
    y_valid, y_train = labels[:n_valid], labels
    return (X_train, y_train), (X_valid, y_valid)
