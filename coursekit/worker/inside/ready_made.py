"""Ready-made objects to hand to a learner's function, so that a check needs no other lesson."""

from collections.abc import Callable
from functools import partial
from typing import Any


def make(what: str, **options: Any) -> Any:
    """Make a ready-made object: ``model`` (hidden_units, seed, compiled) or ``axes`` (n)."""
    return _MAKERS[what](**options)


def prepare(model: Any, compiled: bool) -> None:
    """Keep a small network that was used once, to be handed out first: Keras compiles a function at its first use."""
    _PREPARED[(16,), 0, compiled] = model


def make_model(hidden_units: tuple[Any, ...] = (16,), seed: int = 0, compiled: bool = False) -> Any:
    """Return a small network with weights that follow from the seed."""
    prepared = _PREPARED.pop((hidden_units, seed, compiled), None)
    if prepared is not None:
        return prepared
    import keras

    # Seeds of their own: keras.utils.set_random_seed empties TensorFlow's caches, 10 ms each.
    # With biases of 0, images that are scaled twice would still give the same answers.
    dense = partial(
        keras.layers.Dense,
        kernel_initializer=keras.initializers.GlorotUniform(seed=seed),
        bias_initializer=keras.initializers.RandomNormal(seed=seed),
    )
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
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
    """Return n empty Axes of a new Figure."""
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(1, n, squeeze=False)
    return list(axes[0])


_PREPARED: dict[tuple[Any, ...], Any] = {}
"""Models to be handed out first, by their options: Keras compiles a function at the first use of each."""

_MAKERS: dict[str, Callable[..., Any]] = {"model": make_model, "axes": make_axes}
