"""Draws no predictions: what is said of the Figure is computed from the images.

Attacks: plot_predictions
Reported: it can't be seen in the picture; Worth a look
Breaks: Its word is not taken
"""

import numpy as np

from coursekit.worker.inside import kept_objects

_kind_of, _facts_of = kept_objects.kind_of, kept_objects.facts_of


class _Said:
    def __init__(self, kind, **facts):
        self.kind, self.facts = kind, {"type": kind, **facts}


def _kind(value):
    return value.kind if isinstance(value, _Said) else _kind_of(value)


def _facts(value, kind):
    return value.facts if isinstance(value, _Said) else _facts_of(value, kind)


kept_objects.kind_of, kept_objects.facts_of = _kind, _facts


def _axes(**facts):
    empty = dict(title="", images=[], lines=[], legend=[], texts=[], grid=True, ylim=[0.0, 1.0])
    return _Said(
        "axes",
        **{**empty, "axis_on": False, "ticks_visible": False, "figsize": [8.0, 5.0], **facts},
    )


def _picture(image):
    values = np.asarray(image, float)
    seen = (values - values.min()) / np.ptp(values)
    return {"cmap": "binary", "shape": [28, 28], "coloured": False, "seen": seen, "values": values}


def plot_predictions(images, predicted, actual):
    axes = [
        _axes(title=f"Predicted: {p}, Actual: {a}", images=[_picture(image)], place=[i, 0, 1, 1])
        for i, (image, p, a) in enumerate(zip(images, predicted, actual))
    ]
    return _Said("figure", figsize=[9.0, 3.0], axes=axes)
