"""Learned from the validation set too. It learns from nothing else.

Fails: does not train on the validation set
Says: it has learned from the validation set
"""

_fit = fit_cnn  # noqa: F821 - the reference stands above


def fit_cnn(model, train, valid, epochs=6):
    return _fit(model, valid, valid, epochs)
