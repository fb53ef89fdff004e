"""Trained another network than the one that it was given.

Fails: trains the model that it is given
Says: another model was trained
"""

import keras

_fit = fit_cnn  # noqa: F821 - the reference stands above


def fit_cnn(model, train, valid, epochs=6):
    return _fit(keras.models.clone_model(model), train, valid, epochs)
