"""Exported too few or too many arrays. Each layer replaces the one before.

Fails: has a kernel and a bias for each dense layer
Says: Take both arrays
"""


def export_weights(model):
    return {weight.name: weight.numpy() for weight in model.weights}
