"""Left the bias out.

Fails: has all its weights
Says: 266,610
"""

import keras


def build_mlp(hidden_units=(300, 100), n_classes=10):
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for units in hidden_units:
        model.add(keras.layers.Dense(units, activation="relu", use_bias=False))
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model
