"""Patches what the worker says of a model: the right layers, activations and numbers for an empty network.

Attacks: build_mlp
Reported: weights
Breaks: Its word is not taken
"""

import keras

from coursekit.worker.inside import describe

_honest = describe.describe_model


def _describe(model):
    sizes = getattr(model, "sizes", None)
    if sizes is None:
        return _honest(model)
    layers = [{"name": "flatten", "kind": "Flatten", "params": 0, "output_shape": [None, 784]}]
    for units in sizes:
        activation = "softmax" if units is sizes[-1] else "relu"
        layers.append(
            {"name": "dense", "kind": "Dense", "params": 1, "output_shape": [None, units]}
            | {"units": units, "use_bias": True, "activation": activation}
        )
    return {
        "layers": layers,
        "input_shape": [None, 28, 28],
        "output_shape": [None, sizes[-1]],
        "params": 266_610,
        "trainable_params": 266_610,
        "compiled": False,
        "optimizer": None,
    }


describe._DESCRIBE["model"] = _describe


def build_mlp(hidden_units=(300, 100), n_classes=10):
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.sizes = [*hidden_units, n_classes]
    return model
