"""Exported something else than arrays. A list for each layer.

Fails: gives arrays under names
Says: holds a list
"""


def export_weights(model):
    return {layer.name: layer.get_weights() for layer in model.layers}
