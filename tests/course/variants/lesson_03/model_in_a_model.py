"""Puts the hidden layers into a model of their own."""

import keras


def build_mlp(hidden_units=(300, 100), n_classes=10):
    hidden = keras.Sequential([keras.layers.Dense(n, activation="relu") for n in hidden_units])
    last = keras.layers.Dense(n_classes, activation="softmax")
    return keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), hidden, last])
