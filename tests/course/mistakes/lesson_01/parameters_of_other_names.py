"""Changed the function's parameters.

Fails: leaves its input as it was
Says: It should be  split_validation(images, labels, n_valid)
"""


def split_validation(X, y, n):
    return (X[n:], y[n:]), (X[:n], y[:n])
