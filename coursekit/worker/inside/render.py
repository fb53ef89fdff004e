"""One Axes drawn alone, as it is seen: its pixels, and where in them its picture, its title and its frame should be."""

import io
from pathlib import Path
from typing import Any

import numpy as np

from coursekit.worker.inside.describe_image import images_of

DOTS_PER_INCH = 100
"""A digit of a usual title is then 13 pixels high."""

_MARGIN = 0.1
"""Inches around all that is drawn."""


def render(axes: Any) -> dict[str, Any]:
    """Draw an Axes without its neighbours.

    Returns
    -------
    dict
        `pixels`, uint8 (height, width): greys from 0 (black) to 255. `frame`, `images` and `title`: boxes (left, top,
        right, bottom) in pixels, the title's None where there is none. `font` and `size`: the title's, as the name of a
        file, and in points. `xlim` and `ylim`.
    """
    figure = axes.figure
    others = [other for other in figure.axes if other is not axes and other.get_visible()]
    layout, dots_per_inch = figure.get_layout_engine(), figure.dpi
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    try:
        figure.dpi = DOTS_PER_INCH
        for other in others:
            other.set_visible(False)
        figure.draw_without_rendering()
        around = figure.get_tightbbox().padded(_MARGIN)
        boxes = _boxes(axes, around)
        file = io.BytesIO()
        quickly = {"compress_level": 1}
        figure.savefig(
            file, format="png", dpi=DOTS_PER_INCH, bbox_inches=around, pil_kwargs=quickly
        )
    finally:
        for other in others:
            other.set_visible(True)
        figure.dpi = dots_per_inch
        figure.set_layout_engine(layout)
    limits = {name: [float(v) for v in getattr(axes, f"get_{name}")()] for name in ("xlim", "ylim")}
    return {"pixels": _greys(file), **boxes, **limits}


def _boxes(axes: Any, around: Any) -> dict[str, Any]:
    from matplotlib.font_manager import findfont

    height = around.height * DOTS_PER_INCH

    def box(corners: Any) -> list[float]:
        origin = np.array([around.x0, around.y0]) * DOTS_PER_INCH
        (left, low), (right, high) = np.asarray(corners, float).reshape(2, 2) - origin
        # Pixels are counted from the top.
        sides = min(left, right), height - max(low, high), max(left, right), height - min(low, high)
        return [float(side) for side in sides]

    # matplotlib has no public name for the two others.
    titles = [axes.title, axes._left_title, axes._right_title]
    shown = [title for title in titles if title.get_visible() and title.get_text()]
    letters = shown[0].get_fontproperties() if shown else None
    return {
        "frame": box(axes.bbox.extents),
        "images": [box(axes.transData.transform(_corners(image))) for image in images_of(axes)],
        "title": box(shown[0].get_window_extent().extents) if shown else None,
        "font": Path(findfont(letters)).name if letters else "",
        "size": float(letters.get_size_in_points()) if letters else 0.0,
    }


def _corners(image: Any) -> list[tuple[float, float]]:
    if hasattr(image, "get_extent"):
        left, right, bottom, top = image.get_extent()
        return [(left, bottom), (right, top)]
    places = image.get_coordinates()
    return [tuple(places[0, 0]), tuple(places[-1, -1])]


def _greys(file: Any) -> np.ndarray:
    import matplotlib.image

    file.seek(0)
    colours = matplotlib.image.imread(file)
    opaque = colours[..., 3:]
    seen = colours[..., :3] * opaque + (1 - opaque)
    return np.asarray(np.rint(255 * seen.mean(axis=-1)), np.uint8)
