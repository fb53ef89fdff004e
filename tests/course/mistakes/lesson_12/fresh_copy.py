"""Exported other numbers than the weights. Those of a fresh network.

Fails: holds the weights from the first layer to the last
Says: Your numbers differ
"""

import keras


def export_weights(model):
    copy = keras.models.clone_model(model)
    return {f"weight_{n}": w for n, w in enumerate(copy.get_weights())}
