"""Ignored the number of epochs in fit_cnn. It always trains six.

Fails: trains for so many epochs
Says: numbers for 6 epochs
"""

_fit = fit_cnn  # noqa: F821 - the reference stands above


def fit_cnn(model, train, valid, epochs=6):
    return _fit(model, train, valid, 6)
