"""Ignored hidden_units. It always stacks 300 and 100.

Fails: follows hidden units
Says: for loop
"""

import keras


def build_mlp(hidden_units=(300, 100), n_classes=10):
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for units in (300, 100):
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model
