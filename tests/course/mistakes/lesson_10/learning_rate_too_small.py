"""Trained without learning. The learning rate is far too small.

Fails: learns whatever labels it is given
Says: Does the learning rate fit
"""

import keras
import numpy as np


def fit_cnn(model, train, valid, epochs=6):
    images, labels = train
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(1e-6),
        metrics=["accuracy"],
    )
    rng = np.random.default_rng()
    history = keras.callbacks.History()
    for _ in range(epochs):
        shifted = shift_images(images, rng)  # noqa: F821 - it stands above
        model.fit(shifted, labels, batch_size=64, validation_data=valid, callbacks=[history])
    return history
