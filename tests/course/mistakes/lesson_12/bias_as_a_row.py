"""Exported too few or too many arrays. Each bias is a row of its kernel.

Fails: has a kernel and a bias for each dense layer
Says: Take both arrays
"""

import numpy as np


def export_weights(model):
    layers = [layer for layer in model.layers if layer.get_weights()]
    return {f"layer_{n}": np.vstack(layer.get_weights()) for n, layer in enumerate(layers)}
