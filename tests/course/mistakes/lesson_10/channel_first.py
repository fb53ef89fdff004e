"""Gave the picture its channel in the wrong place. The channel comes first.

Fails: looks with filters
Says: with 28 channels; channels last
"""

import keras


def build_cnn(n_classes=10):
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Reshape((1, 28, 28)),
            keras.layers.Conv2D(32, 3, padding="same", activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(n_classes, activation="softmax"),
        ]
    )
