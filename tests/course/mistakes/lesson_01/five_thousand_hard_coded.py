"""Cut at another place than n_valid. At a number that fits one dataset only.

Fails: gives n valid digits to the validation set
Says: Cut at n_valid
"""


def split_validation(images, labels, n_valid):
    X_valid, X_train = images[:20], images[20:]
    y_valid, y_train = labels[:20], labels[20:]
    return (X_train, y_train), (X_valid, y_valid)
