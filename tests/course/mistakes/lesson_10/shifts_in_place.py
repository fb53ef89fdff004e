"""Changed the arrays that fit_cnn was given.

Fails: leaves its input as it was
Says: shift_images makes new ones
"""

import numpy as np

_fit = fit_cnn  # noqa: F821 - the reference stands above


def fit_cnn(model, train, valid, epochs=6):
    train[0][:] = shift_images(train[0], np.random.default_rng())  # noqa: F821 - it stands above
    return _fit(model, train, valid, epochs)
