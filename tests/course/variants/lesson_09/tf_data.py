"""Trains from a tf.data.Dataset."""

import tensorflow as tf


def fit_fast(model, train, valid, epochs=6, batch_size=512):
    data = tf.data.Dataset.from_tensor_slices(train).cache().shuffle(60_000).batch(batch_size)
    held_out = tf.data.Dataset.from_tensor_slices(valid).batch(1024)
    return model.fit(data.prefetch(2), epochs=epochs, validation_data=held_out, verbose=0)
