"""Used filters that are too small or too large to slide. They see all of the picture at once.

Fails: looks with filters
Says: 28 x 28 pixels; nowhere to slide to
"""

import keras


def build_cnn(n_classes=10):
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Reshape((28, 28, 1)),
            keras.layers.Conv2D(48, 28, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(n_classes, activation="softmax"),
        ]
    )
