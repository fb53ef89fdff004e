"""Exported too few or too many arrays. Those of the last layer are missing.

Fails: has a kernel and a bias for each dense layer
Says: Take both arrays
"""


def export_weights(model):
    layers = [layer for layer in model.layers[:-1] if layer.get_weights()]
    weights = {}
    for number, layer in enumerate(layers, start=1):
        weights[f"kernel_{number}"], weights[f"bias_{number}"] = layer.get_weights()
    return weights
