"""Gave the convolutional network the same weights at each call.

Fails: is a new network at each call
Says: same weights
"""

import keras

_build = build_cnn  # noqa: F821 - the reference stands above


def build_cnn(n_classes=10):
    keras.utils.set_random_seed(42)
    return _build(n_classes)
