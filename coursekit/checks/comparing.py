"""Comparing arrays, for checks."""

from typing import Any

import numpy as np

from coursekit.worker.handles import Model


def alike(seen: np.ndarray | None, expected: np.ndarray, atol: float) -> bool:
    """Whether an array is there, has the expected shape, and differs nowhere by more than `atol`."""
    return (
        seen is not None and seen.shape == expected.shape and np.allclose(seen, expected, atol=atol)
    )


def shades_of(picture: dict[str, Any]) -> np.ndarray | None:
    """Return a picture's grey values as it was drawn: 0 where it is white, 1 where it is black.

    The colour map Greys goes from white to black like binary, but not at an even pace. Here it counts as if it did.
    """
    seen: np.ndarray | None = picture["seen"]
    if seen is not None and picture["cmap"] in ("Greys", "Greys_r"):
        return np.asarray(np.interp(seen, _GREYS, np.linspace(0, 1, len(_GREYS))))
    return seen


# matplotlib's Greys: nine greys, one as far from the next as any other. 0 is white.
_GREYS = 1 - np.array([255, 240, 217, 189, 150, 115, 82, 37, 0]) / 255


def clear_cut(model: Model, images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of images in which a model clearly sees a digit, and these digits.

    Left out are those where its two most probable digits are so close that rounding may decide between them.
    """
    outputs = model.predict(images)
    second, first = np.sort(outputs, axis=1)[:, -2:].T
    places = np.flatnonzero(first - second > model.tolerance)
    return places, outputs[places].argmax(axis=1)


def mean_loss(probabilities: np.ndarray, labels: np.ndarray, least: float = 1e-7) -> float:
    """Return the mean cross-entropy of probabilities (n, classes) for labels (n,), as Keras bounds it.

    Keras adds to no probability while it trains a network that ends in softmax: it goes by the scores, and `least` is
    `UNBOUNDED` then.
    """
    return float(-np.log(probabilities[np.arange(len(labels)), labels] + least).mean())


UNBOUNDED = 1e-37
"""Next to nothing, in float32."""
