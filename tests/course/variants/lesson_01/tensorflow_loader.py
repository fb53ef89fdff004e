"""Uses the loader through tf.keras, imported inside."""


def load_data():
    import tensorflow as tf

    return tf.keras.datasets.mnist.load_data()
