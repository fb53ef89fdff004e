"""Shifts in a tf.data pipeline; SGD with momentum, labels smoothed."""

import keras
import tensorflow as tf


def _shift(image, label):
    padded = tf.pad(image, [[1, 1], [1, 1]])
    return tf.image.random_crop(padded, (28, 28)), tf.one_hot(label, 10)


def fit_cnn(model, train, valid, epochs=6):
    data = tf.data.Dataset.from_tensor_slices(train).shuffle(60_000).map(_shift).batch(32)
    measured = tf.data.Dataset.from_tensor_slices((valid[0], tf.one_hot(valid[1], 10))).batch(500)
    model.compile(
        loss=keras.losses.CategoricalCrossentropy(label_smoothing=0.05),
        optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
        metrics=["accuracy"],
    )
    return model.fit(data, epochs=epochs, validation_data=measured)
