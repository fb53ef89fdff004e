"""Builds a functional network with operations between its layers."""

import keras
from keras import layers, ops


def build_mlp(hidden_units=(300, 100), n_classes=10):
    inputs = keras.Input(shape=(28, 28), name="digit")
    values = ops.reshape(inputs, (-1, 784))
    for place, units in enumerate(hidden_units, 1):
        values = ops.relu(layers.Dense(units, name=f"hidden_{place}")(values))
    outputs = ops.softmax(layers.Dense(n_classes, name="scores")(values))
    return keras.Model(inputs, outputs, name="mlp")
