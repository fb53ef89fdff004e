"""Expected pictures with three channels.

Fails: takes pictures of 28 x 28 pixels
Says: (28, 28, 3); keras.Input((28, 28))
"""

import keras


def build_cnn(n_classes=10):
    return keras.Sequential(
        [
            keras.Input((28, 28, 3)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(4),
            keras.layers.Flatten(),
            keras.layers.Dense(n_classes, activation="softmax"),
        ]
    )
