"""Returned the same model at each call.

Fails: is a new network at each call
Says: very same network
"""

_models = {}
_build = build_mlp  # noqa: F821 - the reference stands above


def build_mlp(hidden_units=(300, 100), n_classes=10):
    if (hidden_units, n_classes) not in _models:
        _models[hidden_units, n_classes] = _build(hidden_units, n_classes)
    return _models[hidden_units, n_classes]
