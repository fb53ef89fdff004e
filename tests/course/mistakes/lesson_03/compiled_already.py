"""Compiled the model already.

Fails: leaves compiling to the next lesson
Says: next lesson
"""

import keras


def build_mlp(hidden_units=(300, 100), n_classes=10):
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for units in hidden_units:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(loss="sparse_categorical_crossentropy")
    return model
