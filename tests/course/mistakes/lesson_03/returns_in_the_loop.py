"""Added only the first hidden layer. It returns from inside the loop.

Fails: has a dense layer for each size
Says: layers have 300, 10 units
Cause: return_ends_the_loop
"""

import keras


def build_mlp(hidden_units=(300, 100), n_classes=10):
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for units in hidden_units:
        model.add(keras.layers.Dense(units, activation="relu"))
        model.add(keras.layers.Dense(n_classes, activation="softmax"))
        return model
