"""Returned the same convolutional network at each call.

Fails: is a new network at each call
Says: very same network
"""

_models = {}
_build = build_cnn  # noqa: F821 - the reference stands above


def build_cnn(n_classes=10):
    if n_classes not in _models:
        _models[n_classes] = _build(n_classes)
    return _models[n_classes]
