"""Cut at another place than n_valid. It loses the digit at the border.

Fails: gives n valid digits to the validation set
Says: every digit in one set
"""


def split_validation(images, labels, n_valid):
    X_valid, X_train = images[:n_valid], images[n_valid + 1 :]
    y_valid, y_train = labels[:n_valid], labels[n_valid + 1 :]
    return (X_train, y_train), (X_valid, y_valid)
