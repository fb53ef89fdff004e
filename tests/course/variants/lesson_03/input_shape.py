"""Gives input_shape to Flatten, as old tutorials do."""

import keras


def build_mlp(hidden_units=(300, 100), n_classes=10):
    model = keras.Sequential([keras.layers.Flatten(input_shape=[28, 28])])
    for units in hidden_units:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model
