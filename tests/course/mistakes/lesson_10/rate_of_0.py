"""Trained with a learning rate of 0. The schedule has no warmup_target.

Fails: trains the model that it is given
Says: steps, and its weights did not become other numbers
"""

import math

import keras
import numpy as np


def fit_cnn(model, train, valid, epochs=6):
    images, labels = train
    steps = epochs * math.ceil(len(images) / 64)
    learning_rate = keras.optimizers.schedules.CosineDecay(0.0, steps)
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(learning_rate),
        metrics=["accuracy"],
    )
    rng = np.random.default_rng()
    history = keras.callbacks.History()
    for _ in range(epochs):
        shifted = shift_images(images, rng)  # noqa: F821 - it stands above
        model.fit(shifted, labels, batch_size=64, validation_data=valid, callbacks=[history])
    return history
