"""Trains from a PyDataset that shifts its images after each epoch."""

import math

import keras
import numpy as np


class ShiftedDigits(keras.utils.PyDataset):
    def __init__(self, images, labels, batch_size=50):
        super().__init__()
        self.images, self.labels, self.batch_size = images, labels, batch_size
        self.rng = np.random.default_rng()
        self.on_epoch_end()

    def __len__(self):  # noqa: D105
        return math.ceil(len(self.images) / self.batch_size)

    def __getitem__(self, place):  # noqa: D105
        chosen = self.order[place * self.batch_size : (place + 1) * self.batch_size]
        return self.shifted[chosen], self.labels[chosen]

    def on_epoch_end(self):
        self.order = self.rng.permutation(len(self.images))
        self.shifted = shift_images(self.images, self.rng)  # noqa: F821 - it stands above


def fit_cnn(model, train, valid, epochs=6):
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.AdamW(2e-3),
        metrics=["accuracy"],
    )
    return model.fit(ShiftedDigits(*train), epochs=epochs, validation_data=valid, verbose=2)
