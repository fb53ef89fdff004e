"""Uses one activation layer for all hidden layers."""

import keras


def build_mlp(hidden_units=(300, 100), n_classes=10):
    relu = keras.layers.Activation("relu")
    images = keras.Input((28, 28))
    values = keras.layers.Flatten()(images)
    for units in hidden_units:
        values = relu(keras.layers.Dense(units)(values))
    return keras.Model(images, keras.layers.Dense(n_classes, activation="softmax")(values))
