"""Stopped with ValueError. There need not be two hidden layers.

Fails: follows hidden units
Says: called with hidden_units: (
Cause: too_few_parts
"""

import keras


def build_mlp(hidden_units=(300, 100), n_classes=10):
    first, second = hidden_units
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(first, activation="relu"),
            keras.layers.Dense(second, activation="relu"),
            keras.layers.Dense(n_classes, activation="softmax"),
        ]
    )
