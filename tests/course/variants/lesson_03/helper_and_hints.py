"""Uses a helper function and type hints."""

import keras


def _dense(sizes):
    return [keras.layers.Dense(units, activation="relu") for units in sizes]


def build_mlp(hidden_units: tuple = (300, 100), n_classes: int = 10) -> "keras.Model":
    model = keras.Sequential([keras.Input(shape=[28, 28]), keras.layers.Flatten()])
    for layer in _dense(hidden_units):
        model.add(layer)
    model.add(keras.layers.Dense(units=n_classes, activation="softmax"))
    return model
