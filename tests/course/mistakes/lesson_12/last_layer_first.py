"""Exported the arrays in another order. From the last layer to the first.

Fails: holds the weights from the first layer to the last
Says: a dict keeps its order
"""


def export_weights(model):
    layers = [layer for layer in model.layers if layer.get_weights()]
    weights = {}
    for number, layer in enumerate(reversed(layers), start=1):
        weights[f"kernel_{number}"], weights[f"bias_{number}"] = layer.get_weights()
    return weights
