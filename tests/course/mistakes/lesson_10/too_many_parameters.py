"""Built a network with too many parameters. A large Dense layer comes after Flatten.

Fails: has fewer than 50 000 parameters
Says: fewer than 50,000; MaxPooling2D
"""

import keras


def build_cnn(n_classes=10):
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Reshape((28, 28, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(n_classes, activation="softmax"),
        ]
    )
