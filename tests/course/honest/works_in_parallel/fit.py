"""Feeds the training from threads, with augmentation left out."""

import tensorflow as tf


def fit_model(model, train, valid, epochs=30, batch_size=32):
    def batches(images, labels):
        data = tf.data.Dataset.from_tensor_slices((images, labels)).cache()
        data = data.map(
            lambda x, y: (tf.cast(x, tf.float32), y), num_parallel_calls=tf.data.AUTOTUNE
        )
        return data.batch(batch_size, num_parallel_calls=2).prefetch(tf.data.AUTOTUNE)

    return model.fit(batches(*train), epochs=epochs, validation_data=batches(*valid), verbose=2)
