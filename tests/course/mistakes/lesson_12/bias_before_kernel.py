"""Exported the arrays in another order. Each bias before its kernel.

Fails: holds the weights from the first layer to the last
Says: a dict keeps its order
"""


def export_weights(model):
    layers = [layer for layer in model.layers if layer.get_weights()]
    weights = {}
    for number, layer in enumerate(layers, start=1):
        weights[f"bias_{number}"], weights[f"kernel_{number}"] = reversed(layer.get_weights())
    return weights
