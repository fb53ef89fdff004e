"""Ignored n_classes in the convolutional network. It always ends in ten units.

Fails: follows n classes
Says: gives 10 numbers; n_classes units
"""

import keras


def build_cnn(n_classes=10):
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Reshape((28, 28, 1))])
    for filters in (16, 32):
        model.add(keras.layers.Conv2D(filters, 3, activation="relu"))
        model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model
