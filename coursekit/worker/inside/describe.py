"""What the tests may know about objects that stay in the worker: plain facts, normalised.

Every right way of writing a thing gives the same facts: Sequential or functional, ``Input`` or ``input_shape``,
``activation="relu"`` or a ReLU layer, ``cmap="binary"`` or ``"gray_r"``. Nothing heavy is imported here: an object of
Keras can exist only after Keras was imported.
"""

import sys
from typing import Any

import numpy as np

from coursekit.worker.inside.describe_axes import describe_axes, describe_figure
from coursekit.worker.inside.describe_model import describe_model


def kind_of(value: Any) -> str:
    """Say what an object is: model, history, axes, figure, series, tensor or other."""
    known = [
        ("keras", "Model", "model"),
        ("keras.callbacks", "History", "history"),
        ("matplotlib.axes", "Axes", "axes"),
        ("matplotlib.figure", "Figure", "figure"),
        ("pandas", "Series", "series"),
        ("tensorflow", "Tensor", "tensor"),
        ("tensorflow", "Variable", "tensor"),
    ]
    for module, name, kind in known:
        # An object of a library can exist only when the library was imported.
        cls = getattr(sys.modules.get(module), name, None)
        if isinstance(cls, type) and isinstance(value, cls):
            return kind
    return "other"


def facts_of(value: Any, kind: str) -> dict[str, Any]:
    """Return the plain facts about an object of the given kind."""
    return {"type": type(value).__name__, **_DESCRIBE[kind](value)}


def describe_history(history: Any) -> dict[str, Any]:
    """Return the dict of a History, metric -> list of floats, and what fit was told."""
    params = history.params or {}
    return {
        "history": {str(k): [float(v) for v in vs] for k, vs in history.history.items()},
        "epochs": params.get("epochs"),
        "steps": params.get("steps"),
    }


def describe_series(series: Any) -> dict[str, Any]:
    """Return values and index of a pandas Series as arrays."""
    return {
        "values": plain_array(series.to_numpy()),
        "index": plain_array(series.index.to_numpy()),
    }


def describe_other(value: Any) -> dict[str, Any]:
    """Return what a person would call this object."""
    return {"is_function": callable(value) and not isinstance(value, type)}


def plain_array(array: Any) -> np.ndarray:
    """Return values as an array that can cross: objects as their texts."""
    values: np.ndarray = np.asarray(array)
    return values.astype(str) if values.dtype.kind == "O" else values


_DESCRIBE = {
    "model": describe_model,
    "axes": describe_axes,
    "figure": describe_figure,
    "history": describe_history,
    "series": describe_series,
    "tensor": lambda tensor: {},
    "other": describe_other,
}
