"""Set a random seed in the function.

Fails: is a new network at each call
Says: same weights
"""

import keras


def build_mlp(hidden_units=(300, 100), n_classes=10):
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for units in hidden_units:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model
