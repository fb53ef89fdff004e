"""Builds with add, names, and a rate of dropout of nothing left out."""

import keras


def build_mlp(hidden_units=(300, 100), n_classes=10):
    sizes = [*hidden_units, n_classes]
    body = [keras.layers.Dense(n, activation=keras.activations.relu) for n in sizes[:-1]]
    model = keras.models.Sequential(name="mlp")
    model.add(keras.layers.InputLayer(shape=(28, 28)))
    model.add(keras.layers.Reshape((-1,)))
    for layer in body:
        model.add(layer)
    model.add(keras.layers.Dense(sizes[-1]))
    model.add(keras.layers.Activation("softmax"))
    model.summary()
    return model
