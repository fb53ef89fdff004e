"""Chooses a precision of 16 bits in the function, for this network."""

import keras


def build_mlp(hidden_units=(300, 100), n_classes=10):
    keras.mixed_precision.set_dtype_policy("mixed_bfloat16")
    layers = [keras.layers.Dense(units, activation="relu") for units in hidden_units]
    last = keras.layers.Dense(n_classes, activation="softmax", dtype="float32")
    return keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), *layers, last])
