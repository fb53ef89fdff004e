"""Changed the default number of epochs of fit_cnn.

Fails: trains 6 epochs when nothing is said
Says: It should be 6
"""

_fit = fit_cnn  # noqa: F821 - the reference stands above


def fit_cnn(model, train, valid, epochs=3):
    return _fit(model, train, valid, epochs)
