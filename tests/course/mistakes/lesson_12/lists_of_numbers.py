"""Exported something else than arrays. Lists.

Fails: gives arrays under names
Says: holds a list
"""


def export_weights(model):
    return {f"weight_{n}": w.tolist() for n, w in enumerate(model.get_weights())}
