"""Predict, with types and a helper of another lesson."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from .visualize import plot_digit


def _digits(model: Any, images: np.ndarray) -> Iterator[int]:
    yield from (int(row.argmax()) for row in model.predict_on_batch(images))


def predict_digits(model: Any, images: np.ndarray) -> np.ndarray:
    return np.fromiter(_digits(model, images), dtype=np.intp, count=len(images))


def plot_predictions(images: np.ndarray, predicted: np.ndarray, actual: np.ndarray) -> Figure:
    figure = plt.figure(figsize=(2 * len(images), 2.5))
    for place, image, *pair in zip(count(1), images, predicted, actual):
        ax = plot_digit(image, ax=figure.add_subplot(1, len(images), place))
        ax.set_title("Predicted: {}, Actual: {}".format(*pair), fontsize=9)
        ax.set_axis_off()
    return figure
