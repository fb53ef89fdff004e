"""Forgot the output layer.

Fails: has a dense layer for each size
Says: have 300, 100 units; the layer with n_classes
"""

import keras


def build_mlp(hidden_units=(300, 100), n_classes=10):
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for units in hidden_units:
        model.add(keras.layers.Dense(units, activation="relu"))
    return model
