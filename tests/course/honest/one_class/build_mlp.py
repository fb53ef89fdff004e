"""Makes a model of its own class, with layers of its own class."""

import keras


class Hidden(keras.layers.Dense):
    """A Dense layer with relu."""

    def __init__(self, units, **kwargs):
        super().__init__(units, activation="relu", kernel_initializer="he_normal", **kwargs)


class Network(keras.Model):
    def __init__(self, hidden_units=(300, 100), n_classes=10, **kwargs):
        super().__init__(**kwargs)
        self.flatten = keras.layers.Flatten()
        self.hidden = [Hidden(units) for units in hidden_units]
        self.last = keras.layers.Dense(n_classes, activation="softmax")

    def call(self, images, training=None):
        values = self.flatten(images)
        for layer in self.hidden:
            values = layer(values)
        return self.last(values)


build_mlp = Network
