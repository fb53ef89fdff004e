"""Lost the numbers of the epochs. It returns the History of the last one.

Fails: trains for so many epochs
Says: numbers for 1 epoch.; a History of its own
Cause: a_history_for_each_turn
"""

import keras
import numpy as np


def fit_cnn(model, train, valid, epochs=6):
    images, labels = train
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(3e-3),
        metrics=["accuracy"],
    )
    rng = np.random.default_rng()
    for _ in range(epochs):
        shifted = shift_images(images, rng)  # noqa: F821 - it stands above
        history = model.fit(shifted, labels, batch_size=64, validation_data=valid)
    return history
