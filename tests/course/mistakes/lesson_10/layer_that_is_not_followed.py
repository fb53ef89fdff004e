"""Used a layer that the checks can't follow.

Fails: gives ten probabilities for each picture
Says: can't follow: Lambda; Reshape, Rescaling, Conv2D
"""

import keras


def build_cnn(n_classes=10):
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Reshape((28, 28, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.Lambda(lambda answers: 2 * answers - 1),
            keras.layers.MaxPooling2D(4),
            keras.layers.Flatten(),
            keras.layers.Dense(n_classes, activation="softmax"),
        ]
    )
