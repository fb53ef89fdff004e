"""Layers that are called Dense and have Dense's weights, and compute something else.

Attacks: build_mlp
Reported: outputs can't be verified
Breaks: Its word is not taken
"""

import keras


class Dense(keras.layers.Dense):
    def call(self, inputs, training=None):
        return keras.ops.softmax(keras.ops.zeros((keras.ops.shape(inputs)[0], self.units)))


def build_mlp(hidden_units=(300, 100), n_classes=10):
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for units in hidden_units:
        model.add(Dense(units, activation="relu"))
    model.add(Dense(n_classes, activation="softmax"))
    return model
