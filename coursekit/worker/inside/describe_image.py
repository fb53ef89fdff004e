"""A picture on an Axes as facts: its grey values as they are seen, and what is written over and beside it."""

from dataclasses import dataclass
from typing import Any

import numpy as np


def describe_image(image: Any, axes: Any) -> dict[str, Any]:
    """Describe a picture by what is seen: grey values from 0 (white) to 1 (black), top row first.

    `values` are what was drawn, whatever its colours, in the same places. `texts` are what is written over it, as
    (row, column, text); `row_names` and `column_names` what the ticks call each row and column: a list of texts.
    """
    data = np.ma.getdata(image.get_array())
    facts: dict[str, Any] = {"cmap": image.get_cmap().name, "shape": list(data.shape), "seen": None}
    facts["coloured"] = False
    if data.ndim in (2, 3) and data.size <= 10**6:
        columns, rows = _edges_as_seen(image, axes, data.shape)

        def turned(values: np.ndarray) -> np.ndarray:
            values = values if rows.in_order else values[::-1]
            return values if columns.in_order else values[:, ::-1]

        rgb = image.to_rgba(data)[..., :3]
        facts["coloured"] = bool(np.ptp(rgb, axis=-1).max() > 0.01)
        seen = 1.0 - rgb.mean(axis=-1)
        facts.update(seen=turned(seen), values=turned(np.asarray(data, float)))
        places = [(*_place_of(text, axes), text.get_text()) for text in texts_of(axes)]
        cells = [(rows.cell(y), columns.cell(x), text) for x, y, text in places]
        facts["texts"] = [cell for cell in cells if None not in cell]
        facts["row_names"] = _tick_names(axes, axes.yaxis, rows)
        facts["column_names"] = _tick_names(axes, axes.xaxis, columns)
    return facts


def images_of(axes: Any) -> list[Any]:
    """Return what shows a picture on an Axes: of imshow, or of pcolormesh."""
    from matplotlib.collections import PolyQuadMesh, QuadMesh

    meshes = (c for c in axes.collections if isinstance(c, QuadMesh | PolyQuadMesh))
    return [*axes.get_images(), *meshes]


def texts_of(axes: Any) -> list[Any]:
    """Return the texts that are seen on an Axes."""
    return [text for text in axes.texts if text.get_visible() and text.get_text().strip()]


@dataclass
class _Edges:
    """Where a picture's rows lie from top to bottom, or its columns from left to right.

    Attributes
    ----------
    places
        Coordinates of their borders: one more than there are rows, from small to large or from large to small.
    in_order
        Whether the array's first row is the top one, its first column the left one.
    """

    places: np.ndarray
    in_order: bool

    @property
    def nudge(self) -> float:
        """A small part of a row, as a coordinate."""
        return float(0.05 * np.abs(np.diff(self.places)).min())

    def cell(self, place: float) -> int | None:
        """Return the number of the row at a coordinate; None outside, and on a border."""
        places = self.places if self.places[0] < self.places[-1] else -self.places
        place = place if self.places is places else -place
        number = int(np.searchsorted(places, place)) - 1
        if not 0 <= number < len(places) - 1:
            return None
        low, high = places[number : number + 2]
        return number if 0.02 < (place - low) / (high - low) < 0.98 else None


def _edges_as_seen(image: Any, axes: Any, shape: tuple[Any, ...]) -> tuple[_Edges, _Edges]:
    """Return where the columns of a picture lie, and its rows."""
    if hasattr(image, "get_extent"):
        left, right, bottom, top = image.get_extent()
        # imshow draws row 0 at `top` of the extent for origin "upper", at `bottom` for "lower".
        first, last = (top, bottom) if image.origin == "upper" else (bottom, top)
        x, y = np.linspace(left, right, shape[1] + 1), np.linspace(first, last, shape[0] + 1)
    else:
        x, y = image.get_coordinates()[0, :, 0], image.get_coordinates()[:, 0, 1]
    from_left = (x[0] < x[-1]) != axes.xaxis_inverted()
    from_top = (y[0] < y[-1]) == axes.yaxis_inverted()
    return (
        _Edges(x if from_left else x[::-1], bool(from_left)),
        _Edges(y if from_top else y[::-1], bool(from_top)),
    )


def _place_of(text: Any, axes: Any) -> tuple[float, float]:
    """Return where a text stands, in the coordinates of the data: a little beyond where it begins or ends."""
    if hasattr(text, "xycoords"):
        dots = axes.transData.transform(text.xy)
    else:
        dots = text.get_transform().transform(text.get_position())
    right = {"left": 3, "right": -3}.get(text.get_horizontalalignment(), 0)
    up = {"bottom": 3, "baseline": 3, "top": -3}.get(text.get_verticalalignment(), 0)
    x, y = axes.transData.inverted().transform(dots + np.array([right, up]))
    return float(x), float(y)


def _tick_names(axes: Any, axis: Any, edges: _Edges) -> list[list[str]]:
    names: list[list[str]] = [[] for _ in edges.places[1:]]
    if axes.axison and axis.get_visible():
        axis.get_ticklabels()  # Has the ticks placed and named.
        for tick in axis.get_major_ticks():
            labels = [label for label in (tick.label1, tick.label2) if label.get_visible()]
            # pcolormesh leaves matplotlib's ticks where cells begin.
            number = edges.cell(tick.get_loc() + edges.nudge)
            if labels and number is not None:
                names[number].append(labels[0].get_text())
    return names
