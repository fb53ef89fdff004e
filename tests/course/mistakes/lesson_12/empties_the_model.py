"""Changed the model.

Fails: leaves the model as it was
Says: changed
"""

import numpy as np


def export_weights(model):
    exported = {}
    layers = [layer for layer in model.layers if layer.get_weights()]
    for number, layer in enumerate(layers, start=1):
        kernel, bias = layer.get_weights()
        exported[f"kernel_{number}"] = kernel
        exported[f"bias_{number}"] = bias
        layer.set_weights([np.zeros_like(kernel), np.zeros_like(bias)])
    return exported
