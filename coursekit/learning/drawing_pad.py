"""The drawing pad of a notebook: paper to draw a digit on, read by the learner's own functions."""

import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets

from coursekit.learning.error_sentences import sentence

HERE = Path(__file__).with_name("drawing")
SIZE = 280
"""Pixels of the paper, each way, as in ``drawing/pad.js``."""

DOT = 36
"""Pixels: ink that is no longer than this, each way, is no digit. The pen's own dot has 24."""


class DrawingPad(anywidget.AnyWidget):
    """A pad to draw on, as the last line of a notebook's cell.

    A trained Keras model gives ten probabilities for each image. `prepare_digit` makes an image of shape (28, 28) of a
    drawing: uint8 of shape (280, 280), from 0 (ink) to 255 (paper). `recognise` gives (digit, probability) for both.
    `drawing` is what was drawn, row by row; `reading` is what the pad shows.
    """

    _esm = "".join((HERE / name).read_text(encoding="utf-8") for name in ("pad.js", "widget.js"))
    _css = (HERE / "pad.css").read_text(encoding="utf-8")
    drawing = traitlets.CBytes().tag(sync=True)
    reading = traitlets.Dict().tag(sync=True)

    def __init__(
        self, model: Any, prepare_digit: Callable[..., Any], recognise: Callable[..., Any]
    ) -> None:
        self.read = lambda drawing: _read(drawing, model, prepare_digit, recognise)
        super().__init__()
        self.observe(self._drawn, "drawing")

    def __repr__(self) -> str:
        """Return what is seen where no widget can be shown."""
        return "A drawing pad. It works as long as the notebook runs."

    def _drawn(self, _: object) -> None:
        drawing = np.frombuffer(self.drawing, np.uint8)
        self.reading = self.read(drawing.reshape(SIZE, SIZE).copy()) if drawing.size else {}  # type: ignore[no-untyped-call]  # traitlets has no types.


drawing_pad = DrawingPad


def _read(
    drawing: np.ndarray,
    model: Any,
    prepare_digit: Callable[..., Any],
    recognise: Callable[..., Any],
) -> dict[str, Any]:
    """Return what the pad shows of a drawing. What goes wrong is its answer, after what went right."""
    rows, columns = np.nonzero(drawing < 128)
    if not rows.size or max(np.ptp(rows), np.ptp(columns)) < DOT:
        return {"answer": "That is only a dot. Draw a digit."}
    reading: dict[str, Any] = {}
    step = "prepare_digit"
    try:
        prepared = _numbers(step, prepare_digit(drawing), (28, 28))
        reading["prepared"] = prepared.ravel().tolist()
        step = "The model"
        probabilities = _numbers(step, model(prepared[np.newaxis]), (1, 10))
        reading["probabilities"] = probabilities[0].tolist()
        step = "recognise"
        digit, probability = _numbers(step, recognise(model, drawing), (2,))
        percent = f"{100 * probability:.0f}"
        reading["answer"] = f"The network says {digit:.0f}. It is {percent} % sure."
    except _UnfitError as error:
        reading["answer"] = str(error)
    except Exception as error:  # noqa: BLE001 - it is the learner's, and the pad's answer
        reading["answer"] = sentence(error, step, "run this cell again")
    return reading


def _numbers(who: str, value: Any, shape: tuple[int, ...]) -> np.ndarray:
    try:
        numbers = np.asarray(value, np.float64)
    except (TypeError, ValueError):
        numbers = None
    if value is None or numbers is None or numbers.shape != shape:
        seen = f"shape {value.shape}" if hasattr(value, "shape") else repr(value)
        wanted = "(digit, probability)" if shape == (2,) else f"numbers of shape {shape}"
        raise _UnfitError(f"{who} gave {textwrap.shorten(seen, 100)}. It must give {wanted}.")
    if not np.isfinite(numbers).all():
        raise _UnfitError(f"{who} gave numbers that are infinite, or none at all (NaN).")
    return numbers


class _UnfitError(Exception):
    """What a learner's function gave can't be shown."""
