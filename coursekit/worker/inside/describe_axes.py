"""A matplotlib Axes or Figure as facts: what a person would see."""

from typing import Any

import numpy as np

from coursekit.worker.inside.describe_image import describe_image, images_of, texts_of


def describe_axes(axes: Any) -> dict[str, Any]:
    """Return what an Axes shows: images as seen, lines, title, ticks, limits, grid."""
    legend = axes.get_legend()
    return {
        "title": axes.get_title() or axes.get_title("left") or axes.get_title("right"),
        "xlabel": axes.get_xlabel(),
        "ylabel": axes.get_ylabel(),
        # ax.set_xlabel = "predicted" takes the method's place, and names nothing.
        "overwritten": [n for n in vars(axes) if callable(getattr(type(axes), n, None))],
        "ylim": [float(v) for v in axes.get_ylim()],
        "yscale": axes.get_yscale(),
        "axis_on": bool(axes.axison),
        "ticks_visible": bool(
            axes.axison and any(_ticks_seen(a) for a in (axes.xaxis, axes.yaxis))
        ),
        "grid": any(line.get_visible() for line in axes.get_xgridlines() + axes.get_ygridlines()),
        "images": [describe_image(image, axes) for image in images_of(axes)],
        "lines": [
            {
                "label": str(line.get_label()),
                "x": np.asarray(line.get_xdata(), float),
                "y": np.asarray(line.get_ydata(), float),
            }
            for line in axes.get_lines()
        ],
        "legend": [text.get_text() for text in legend.get_texts()] if legend else [],
        "texts": [text.get_text() for text in texts_of(axes)],
        "figsize": [float(v) for v in axes.figure.get_size_inches()],
        # Left, bottom, width and height, as shares of the figure.
        "place": [float(v) for v in axes.get_position().bounds],
    }


def describe_figure(figure: Any) -> dict[str, Any]:
    """Return the size of a Figure and the Axes in it."""
    return {"figsize": [float(v) for v in figure.get_size_inches()], "axes": list(figure.axes)}


def _ticks_seen(axis: Any) -> bool:
    if not axis.get_visible():
        return False
    low, high = sorted(axis.get_view_interval())
    for tick in axis.get_major_ticks():
        marks = (tick.tick1line, tick.tick2line)
        texts = (tick.label1, tick.label2)
        shown = any(mark.get_visible() and mark.get_markersize() > 0 for mark in marks)
        named = any(text.get_visible() and text.get_text() for text in texts)
        if (shown or named) and low <= tick.get_loc() <= high:
            return True
    return False
