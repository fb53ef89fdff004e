"""Stopped with ValueError. The picture has no channel.

Fails: takes pictures of 28 x 28 pixels
Says: expected min_ndim=4
Cause: no_channel
"""

import keras


def build_cnn(n_classes=10):
    model = keras.Sequential([keras.Input((28, 28))])
    for filters in (16, 32):
        model.add(keras.layers.Conv2D(filters, 3, activation="relu"))
        model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model
