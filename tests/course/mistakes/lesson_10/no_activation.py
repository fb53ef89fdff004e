"""Put no activation between the layers.

Fails: has an activation between its layers
Says: can do no more than a single one
"""

import keras


def build_cnn(n_classes=10):
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Reshape((28, 28, 1))])
    for filters in (16, 32):
        model.add(keras.layers.Conv2D(filters, 3))
        model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model
