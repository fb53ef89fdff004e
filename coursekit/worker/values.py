"""Kinds of values that crossed from a worker, and how messages call them."""

from typing import Any

import numpy as np

from coursekit.worker.handles import Handle
from coursekit.worker.kind_names import KIND_NAMES
from coursekit.worker.problems import shorten


def kind_of(value: Any) -> str:
    """Name the kind of a value that crossed: a `Handle`'s kind, array, number, text, or the Python type's name."""
    if isinstance(value, Handle):
        return value.kind
    if isinstance(value, np.ndarray):
        return "array"
    if isinstance(value, str):
        return "text"
    if isinstance(value, int | float | np.number) and not isinstance(value, bool):
        return "number"
    if isinstance(value, tuple | list) and len(value) == 2:
        return "pair"
    return type(value).__name__


def type_of(value: Any) -> str:
    """Name the type that a value has, or had where it was made: ndarray, tuple, AxesImage."""
    return str(value.facts.get("type", "")) if isinstance(value, Handle) else type(value).__name__


_ITERATORS = ("map", "zip", "filter", "generator", "enumerate", "reversed")
"""The types of things that are computed one by one, when something goes through them."""


def nearest_kind(value: Any) -> str:
    """Name the kind of a value as advice on it needs it: also none, list, data_frame, iterator, tuple_of_one, function."""
    if value is None:
        return "none"
    if isinstance(value, list):
        return "list"
    if isinstance(value, tuple) and len(value) == 1:
        return "tuple_of_one"
    if isinstance(value, Handle) and value.facts.get("is_function"):
        return "function"
    if isinstance(value, Handle) and value.facts.get("type") == "DataFrame":
        return "data_frame"
    if isinstance(value, Handle) and value.facts.get("type") in _ITERATORS:
        return "iterator"
    return kind_of(value)


def is_a(value: Any, kind: str) -> bool:
    """Say whether a value that crossed is what the manifest's `returns` asks for."""
    if kind == "any":
        return True
    if kind == "value":
        return value is not None and not (
            isinstance(value, Handle) and value.facts.get("is_function")
        )
    if kind == "list":
        return isinstance(value, list | tuple)
    return kind_of(value) == kind


def in_words(value: Any) -> str:
    """Say what a value is, for a message: "a Keras model", "an array of shape (5, 28, 28)", "the number 3"."""
    if value is None:
        return "None"
    if isinstance(value, Handle):
        function = "a function" if value.facts.get("is_function") else None
        return KIND_NAMES.get(value.kind) or function or f"an object of type {value.facts['type']}"
    if isinstance(value, np.ndarray):
        return f"a NumPy array of shape {value.shape} and type {value.dtype}"
    if isinstance(value, np.generic):
        return f"the NumPy number {value} ({value.dtype})"
    if isinstance(value, bool):
        return f"the truth value {value}"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the string {shorten(repr(value), 60)}"
    if isinstance(value, dict):
        return f"a dict with the keys {shorten(', '.join(map(repr, value)), 60)}"
    name = type(value).__name__
    count = f" of {len(value)}" if hasattr(value, "__len__") else ""
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}{count}"


def arrays_in(value: Any) -> list[np.ndarray]:
    """Return the arrays in a value, also those inside tuples, lists and dicts."""
    if isinstance(value, np.ndarray):
        return [value]
    parts = value.values() if isinstance(value, dict) else value
    if not isinstance(value, tuple | list | dict):
        return []
    return [array for part in parts for array in arrays_in(part)]


def same_array(old: np.ndarray, new: np.ndarray) -> bool:
    """Whether two arrays have the same shape, type and numbers."""
    return old.shape == new.shape and old.dtype == new.dtype and bool((old == new).all())
