"""Exported other numbers than the weights. Rounded ones.

Fails: holds the weights from the first layer to the last
Says: Your numbers differ
"""


def export_weights(model):
    return {f"weight_{n}": w.round(2) for n, w in enumerate(model.get_weights())}
