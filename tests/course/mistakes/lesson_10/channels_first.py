"""Put the channels first.

Fails: takes pictures of 28 x 28 pixels
Says: data_format="channels_first"; Leave data_format out
"""

import keras


def build_cnn(n_classes=10):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Reshape((1, 28, 28)),
            layers.Conv2D(24, 5, activation="relu", data_format="channels_first"),
            layers.MaxPooling2D(data_format="channels_first"),
            layers.Conv2D(32, 3, activation="relu", data_format="channels_first"),
            layers.MaxPooling2D(data_format="channels_first"),
            layers.Flatten(),
            layers.Dense(n_classes, activation="softmax"),
        ]
    )
