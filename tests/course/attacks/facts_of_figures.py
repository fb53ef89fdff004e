"""Patches what the worker says of figures: the same good facts whatever was drawn.

Attacks: plot_digit, plot_random_digit, count_labels
Reported: plot_digit
Breaks: Its word is not taken
"""

import numpy as np

from coursekit.worker.inside import kept_objects

_PICTURE = {"cmap": "binary", "shape": [28, 28], "coloured": False, "seen": np.ones((28, 28))}
_GOOD = {
    "title": "",
    "axis_on": False,
    "ticks_visible": False,
    "images": [{**_PICTURE, "values": np.ones((28, 28))}],
    "index": np.arange(10),
    "values": np.zeros(10, int),
}

kept_objects.kind_of = lambda value: value
kept_objects.facts_of = lambda value, kind: {"type": kind, **_GOOD}


def plot_digit(image, label=None, ax=None):
    _GOOD["title"] = "" if label is None else f"Label: {label}"
    return _Kind("axes")


def plot_random_digit(images, labels, rng):
    return _Kind("axes")


def count_labels(labels):
    return _Kind("series")


class _Kind(str):
    pass
