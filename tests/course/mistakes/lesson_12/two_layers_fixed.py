"""Exported too few or too many arrays. Always four.

Fails: has a kernel and a bias for each dense layer
Says: Take both arrays
"""


def export_weights(model):
    names = ["kernel_1", "bias_1", "kernel_2", "bias_2"]
    return dict(zip(names, model.get_weights()))
