"""Returned a Keras model instead of a Keras History.

Fails: gives back the history
Says: returned a Keras model; a Keras History
"""

_fit = fit_cnn  # noqa: F821 - the reference stands above


def fit_cnn(model, train, valid, epochs=6):
    _fit(model, train, valid, epochs)
    return model
