"""Shifted the images once, not in each epoch.

Fails: shifts them anew in each epoch
Says: call shift_images on the images that came in
"""

import math

import keras
import numpy as np


def fit_cnn(model, train, valid, epochs=6):
    X_train, y_train = train
    steps = epochs * math.ceil(len(X_train) / 128)
    warmup_steps = steps // 5
    learning_rate = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=0.0,
        warmup_target=5e-3,
        warmup_steps=warmup_steps,
        decay_steps=steps - warmup_steps,
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(learning_rate),
        metrics=["accuracy"],
    )
    shifted = shift_images(X_train, np.random.default_rng(42))  # noqa: F821 - it stands above
    return model.fit(shifted, y_train, batch_size=128, epochs=epochs, validation_data=valid)
