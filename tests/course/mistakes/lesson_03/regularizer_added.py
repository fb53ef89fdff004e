"""Added a regularizer.

Fails: has all its weights
Says: regularizer
"""

import keras


def build_mlp(hidden_units=(300, 100), n_classes=10):
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for units in hidden_units:
        model.add(keras.layers.Dense(units, activation="relu", kernel_regularizer="l2"))
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model
