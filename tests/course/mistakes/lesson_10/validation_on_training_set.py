"""Measured fit_cnn on other images than the validation set. On the training set.

Fails: measures on the validation set
Says: measured on other images
"""

_fit = fit_cnn  # noqa: F821 - the reference stands above


def fit_cnn(model, train, valid, epochs=6):
    return _fit(model, train, train, epochs)
