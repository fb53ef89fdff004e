"""Defines a class of models."""

import keras


class Perceptron(keras.Model):
    def __init__(self, hidden_units, n_classes):
        super().__init__()
        self.flatten = keras.layers.Flatten()
        self.hidden = [keras.layers.Dense(units, activation="relu") for units in hidden_units]
        self.last = keras.layers.Dense(n_classes, activation="softmax")

    def call(self, x):
        x = self.flatten(x)
        for layer in self.hidden:
            x = layer(x)
        return self.last(x)


def build_mlp(hidden_units=(300, 100), n_classes=10):
    return Perceptron(hidden_units, n_classes)
