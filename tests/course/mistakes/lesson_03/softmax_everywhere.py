"""Used softmax in the hidden layers.

Fails: hidden layers use relu
Says: relu
"""

import keras


def build_mlp(hidden_units=(300, 100), n_classes=10):
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for units in hidden_units:
        model.add(keras.layers.Dense(units, activation="softmax"))
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model
