"""Exported too few or too many arrays. No biases.

Fails: has a kernel and a bias for each dense layer
Says: Take both arrays
"""


def export_weights(model):
    layers = [layer for layer in model.layers if layer.get_weights()]
    weights = {}
    for number, layer in enumerate(layers, start=1):
        weights[f"kernel_{number}"] = layer.get_weights()[0]
    return weights
