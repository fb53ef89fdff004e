"""Ready-made objects to hand to a learner's function, so that a check needs no other lesson."""

from collections.abc import Callable
from functools import partial
from typing import Any


def make(what: str, **options: Any) -> Any:
    """Make a ready-made object: ``model`` (hidden_units, compiled) or ``axes`` (n)."""
    return _MAKERS[what](**options)


def prepare(model: Any, compiled: bool) -> None:
    """Keep a small network that was used once, to be handed out first: Keras compiles a function at its first use."""
    _PREPARED[(16,), compiled] = model


def make_model(hidden_units: tuple[Any, ...] = (16,), compiled: bool = False) -> Any:
    """Return a small network in float32, whatever precision others chose; whoever asked for it sets its weights."""
    prepared = _PREPARED.pop((hidden_units, compiled), None)
    if prepared is not None:
        return prepared
    import keras

    dense = partial(keras.layers.Dense, kernel_initializer="zeros", dtype="float32")
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(dtype="float32"),
            *(dense(units, activation="relu") for units in hidden_units),
            dense(10, activation="softmax"),
        ]
    )
    if compiled:
        loss = "sparse_categorical_crossentropy"
        model.compile(
            loss=loss, optimizer=keras.optimizers.SGD(learning_rate=0.1), metrics=["accuracy"]
        )
    return model


def make_axes(n: int = 1) -> list[Any]:
    """Return n empty Axes of a new Figure. It is open, and pyplot's current one, during the next call."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, n, squeeze=False)
    NEW_FIGURES.add(figure.number)
    return list(axes[0])


_PREPARED: dict[tuple[Any, ...], Any] = {}
"""Models to be handed out first, by their options: Keras compiles a function at the first use of each."""

NEW_FIGURES: set[int | str] = set()
"""Numbers of the figures that were made since the last call of one of the learner's functions."""

_MAKERS: dict[str, Callable[..., Any]] = {"model": make_model, "axes": make_axes}
