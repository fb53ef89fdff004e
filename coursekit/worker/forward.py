"""What a network of plain layers makes of its weights, computed here: a claim about a model that can be verified."""

from types import SimpleNamespace

import numpy as np

TOLERANCE = 2e-3
"""Outputs between 0 and 1: float32 differs by 1e-6, TensorFlow's half precision by up to 1e-3."""


def outputs_of(
    layers: list[SimpleNamespace], weights: list[np.ndarray], images: np.ndarray
) -> np.ndarray | None:
    """Return the outputs (n, units of the last layer) of a network for images (n, 28, 28).

    Parameters
    ----------
    layers
        As `Model.layers` says them.
    weights
        In Keras's order: for each Dense layer its kernel (inputs, units) and its bias (units,).

    Returns
    -------
    array or None
        None when there is a layer that this module does not know.

    Raises
    ------
    ValueError
        With a sentence, when the weights are not those of such layers.
    """
    values = np.asarray(images, "float32")
    remaining = list(weights)
    for layer in layers:
        if layer.kind not in _KNOWN or layer.activation not in (None, *_ACTIVATIONS):
            return None
        if layer.kind == "Flatten":
            values = values.reshape(len(values), -1)
        if layer.kind == "Dense":
            kernel = remaining.pop(0) if remaining else None
            bias = remaining.pop(0) if layer.use_bias and remaining else np.zeros(layer.units)
            if np.shape(kernel) != (values.shape[1], layer.units) or bias.shape != (layer.units,):
                raise ValueError("The network's weights do not fit the layers that it says it has.")
            values = values @ kernel + bias
        if layer.activation:
            values = _ACTIVATIONS[layer.activation](values)
    if remaining:
        raise ValueError("The network has more weights than the layers that it says it has.")
    return values


def _softmax(values: np.ndarray) -> np.ndarray:
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


_KNOWN = ("Flatten", "Dense", "Activation", "Dropout")
_ACTIVATIONS = {
    "linear": lambda values: values,
    "relu": lambda values: np.maximum(values, 0),
    "sigmoid": lambda values: 1 / (1 + np.exp(-values)),
    "softmax": _softmax,
    "tanh": np.tanh,
}
