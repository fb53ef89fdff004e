"""Whether a drawing shows what is said of it: its pixels are compared with the pictures, titles and lines it should have.

The pixels come from the process that runs the learner's code, so they are a claim as well. But who makes them up has
drawn: the digit, the title and the curves are in them, whichever program put them there.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from coursekit.worker.names import Code
from coursekit.worker.problems import Contradiction

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels."""

_MAX_PIXELS = 40_000_000

ALIKE = 0.9
"""Least correlation between an image and its pixels, at the middles of its cells. Measured for matplotlib's 17
interpolations, 3 x 3 inches: 0.97 and more; an image with its pixels in another order: 0.06."""

READABLE = 0.9
"""Least correlation between a title's ink and the same text, drawn here. Measured for 5 fonts of matplotlib in 6 sizes, 240
titles: 0.987 and more, and at least 0.005 more than any text with another digit."""

DOTS_PER_INCH = 100
"""How finely the drawing is asked for, as `coursekit.worker.inside.render` has it."""

ON_LINES, OFF_LINES = 0.7, 0.6
"""Least share of a curve's points that have ink, since a legend may lie over some; least share of other places that have none."""


@dataclass(frozen=True)
class Picture:
    """A drawn Axes.

    Attributes
    ----------
    pixels
        Greys, float (height, width), from 0 (black) to 255.
    frame, images, title
        Where its frame, each of its pictures and its title should be.
    font, size
        The title's: the name of a file of matplotlib's, and points.
    xlim, ylim
        What its frame's sides stand for.
    """

    pixels: np.ndarray
    frame: Box
    images: list[Box]
    title: Box | None
    font: str
    size: float
    xlim: tuple[float, float]
    ylim: tuple[float, float]

    def expect(self, facts: dict[str, Any]) -> None:
        """See whether it shows what is said of the Axes.

        Raises
        ------
        Contradiction
            When a picture, a title with a digit in it, or a line can't be seen.
        """
        images = [image["seen"] for image in facts["images"]]
        if len(images) != len(self.images) or not all(map(self._shows, self.images, images)):
            raise Contradiction(Code.NOT_AS_DRAWN, what="a picture")
        if re.search(r"\d", facts["title"]) and not self._reads(facts["title"]):
            raise Contradiction(Code.NOT_AS_DRAWN, what="a title")
        if facts["lines"] and not self._has_lines(facts["lines"]):
            raise Contradiction(Code.NOT_AS_DRAWN, what="a line")

    def _shows(self, box: Box, image: np.ndarray | None) -> bool:
        """Whether an image, 0 where it is white, lies in a box. What has no shades can't be looked for."""
        if image is None or np.ptp(image) < 0.01:
            return True
        left, top, right, bottom = box
        rows, columns = np.shape(image)
        x = left + (right - left) * (np.arange(columns) + 0.5) / columns
        y = top + (bottom - top) * (np.arange(rows) + 0.5) / rows
        return _correlation(-self._at(*np.meshgrid(x, y)), image) >= ALIKE

    def _reads(self, text: str) -> bool:
        """Whether a text is what the title's ink looks like, more than the text with one digit changed."""
        if self.title is None:
            return False
        left, top, right, bottom = (round(side) for side in self.title)
        # The room that a font leaves below its letters may reach into the frame, whose line is up to 2 pixels wide.
        above = round(self.frame[1]) - 2
        end = min(bottom + 3, above) if top < above else bottom + 3
        ink = _cut(_ink(self.pixels[max(top - 2, 0) : end, max(left - 2, 0) : right + 3]))
        if ink is None:
            return False
        begin = (0.0, 0.0)
        # Letters may begin between two pixels: first it is tried how far to the right, then how far down.
        for step in ((0.25, 0.0), (0.0, 0.25)):
            begins = [(begin[0] + n * step[0], begin[1] + n * step[1]) for n in range(4)]
            best, begin = max((_likeness(ink, self._written(text, one)), one) for one in begins)
        changed = {
            f"{text[: found.start()]}{digit}{text[found.end() :]}"
            for found in re.finditer(r"\d", text)
            for digit in "0123456789"
        } - {text}
        likest = max(_likeness(ink, self._written(other, begin)) for other in changed)
        return best >= READABLE and best > likest

    def _written(self, text: str, begin: tuple[float, float]) -> np.ndarray | None:
        """Return the ink of a text in one of matplotlib's own fonts: a sandbox has no others."""
        import matplotlib
        from matplotlib.backends.backend_agg import RendererAgg
        from matplotlib.font_manager import FontProperties

        file = Path(matplotlib.get_data_path(), "fonts", "ttf", Path(self.font).name)
        if not file.is_file() or not 0 < self.size <= 100 or len(text) > 100:
            return None
        height = int(2 * self.size * DOTS_PER_INCH / 72)
        renderer = RendererAgg(height * (len(text) + 4) // 3, height, DOTS_PER_INCH)
        letters = FontProperties(fname=str(file), size=self.size)
        x, y = height // 2 + begin[0], height // 2 + begin[1]
        renderer.draw_text(renderer.new_gc(), x, y, text, letters, 0)
        return _cut(np.asarray(renderer.buffer_rgba())[..., 3] / 255)

    def _has_lines(self, lines: list[dict[str, Any]]) -> bool:
        """Whether there is ink at the points of all lines that lie in the frame, and less of it elsewhere."""
        points = np.concatenate([np.column_stack([line["x"], line["y"]]) for line in lines])
        (x0, x1), (y0, y1) = self.xlim, self.ylim
        shares = (points - [x0, y0]) / [x1 - x0, y1 - y0]
        inside = shares[((shares > 0.01) & (shares < 0.99)).all(axis=1)]
        left, top, right, bottom = (round(side) for side in self.frame)
        pixels = self.pixels[max(top, 0) : bottom, max(left, 0) : right]
        # What a whole row or column has is its ground, or the grid's.
        rows, columns = (np.abs(pixels - np.median(pixels, axis, keepdims=True)) for axis in (0, 1))
        ink = np.minimum(rows, columns) > 0.05 * 255
        height, width = ink.shape

        def inked(places: np.ndarray, reach: int) -> np.ndarray:
            x, y = places[:, 0] * width, (1 - places[:, 1]) * height
            around = range(-reach, reach + 1)
            near = [_at(ink, x + dx, y + dy) for dx in around for dy in around]
            return np.asarray(np.any(near, axis=0))

        elsewhere = np.random.default_rng(0).uniform(0.02, 0.98, (400, 2))
        # The gaps of a dotted line are 4 pixels wide.
        on, off = inked(inside, 5), inked(elsewhere, 2)
        return len(on) > 0 and on.mean() >= ON_LINES and 1 - off.mean() >= OFF_LINES

    def _at(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return _at(self.pixels, x, y)


def picture_from(content: Any) -> Picture:
    """Read what `coursekit.worker.inside.render` says. It is data, and may be anything.

    Raises
    ------
    Contradiction
        When it is no picture.
    """
    try:
        pixels = np.asarray(content["pixels"])
        if pixels.ndim != 2 or not 0 < pixels.size <= _MAX_PIXELS or pixels.dtype != np.uint8:
            raise ValueError("no picture")
        title = content["title"]
        return Picture(
            pixels.astype(float),
            _numbers(content["frame"]),
            [_numbers(box) for box in content["images"][:100]],
            None if title is None else _numbers(title),
            str(content["font"]),
            float(content["size"]),
            _numbers(content["xlim"]),
            _numbers(content["ylim"]),
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        raise Contradiction(Code.NOT_AS_DRAWN, what="a drawing") from None


def _numbers(values: Any) -> Any:
    numbers = tuple(float(value) for value in values)
    if len(numbers) not in (2, 4) or not all(abs(number) < 1e6 for number in numbers):
        raise ValueError("no box")
    return numbers


def _at(pixels: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the pixels at these places; beyond an edge, the edge's."""
    height, width = pixels.shape
    rows, columns = np.floor(y).astype(int), np.floor(x).astype(int)
    return np.asarray(pixels[np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)])


def _ink(pixels: np.ndarray) -> np.ndarray:
    """Return how much each pixel differs from the most frequent grey, from 0 to 1."""
    if not pixels.size:
        return pixels
    greys, counts = np.unique(pixels, return_counts=True)
    return np.asarray(np.abs(pixels - greys[counts.argmax()]) / 255)


def _cut(ink: np.ndarray) -> np.ndarray | None:
    """Return the part that has ink; None where there is none, or not enough to read."""
    rows, columns = (np.flatnonzero(ink.max(axis=axis, initial=0) > 0.2) for axis in (1, 0))
    if min(len(rows), len(columns)) < 4:
        return None
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _likeness(ink: np.ndarray, expected: np.ndarray | None) -> float:
    """Return the correlation of ink with what is expected, wherever in it; 0 where one is larger than the other."""
    if expected is None or np.abs(np.subtract(ink.shape, expected.shape)).max() > 2:
        return 0.0
    padded, (height, width) = np.pad(ink, 2), expected.shape
    moved = np.lib.stride_tricks.sliding_window_view(padded, (height, width)).reshape(
        -1, height, width
    )
    return max(_correlation(one, expected) for one in moved)


def _correlation(seen: np.ndarray, expected: np.ndarray) -> float:
    a, b = seen - seen.mean(), expected - expected.mean()
    length = float(np.sqrt((a**2).sum() * (b**2).sum()))
    return float((a * b).sum()) / length if length else 0.0
