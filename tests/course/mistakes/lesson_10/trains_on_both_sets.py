"""Learned from the validation set too.

Fails: does not train on the validation set
Says: it has learned from the validation set
"""

import numpy as np

_fit = fit_cnn  # noqa: F821 - the reference stands above


def fit_cnn(model, train, valid, epochs=6):
    both = [np.concatenate(pair) for pair in zip(train, valid)]
    return _fit(model, both, valid, epochs)
