"""Draws no learning curves: what is said of the Axes is computed from the history.

Attacks: plot_learning_curves
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


def plot_learning_curves(history):
    lines = [
        {"label": name, "x": np.arange(len(values)), "y": np.asarray(values)}
        for name, values in history.items()
    ]
    return _axes(lines=lines, legend=list(history))
