"""The certificate as one HTML page: results as text, curves and a confusion matrix."""

import base64
import hashlib
import io
import json
import math
from datetime import date
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import numpy as np

from coursekit.learning.pipeline import LEARNING_RATE
from coursekit.manifest import load_manifest


def page(facts: dict[str, Any], files: bytes, number: str) -> str:
    """Return the page. Its fingerprint is the SHA-256 of the learner's files and of the facts in it, as they stand."""
    text = json.dumps(facts).replace("<", "\\u003c")
    curve, matrix, n_test = facts["curve"], facts["matrix"], int(np.sum(facts["matrix"]))
    rows = zip(
        *(curve[key] for key in ("accuracy", "val_accuracy", "loss", "val_loss")), strict=True
    )
    day = date.fromisoformat(facts["date"])
    minutes, seconds = divmod(round(facts["seconds"]), 60)
    return Template(
        Path(__file__).with_name("certificate.html").read_text(encoding="utf-8")
    ).substitute(
        title=escape(load_manifest().title),
        name=f'<p class="name"><bdi>{escape(facts["name"])}</bdi></p>' if facts["name"] else "",
        lessons="".join(f"<li>{escape(lesson[3:])}</li>" for lesson in facts["lessons"]),
        n_lessons=len(facts["lessons"]),
        functions=facts["functions"],
        checks=facts["checks"],
        accuracy=f"{facts['accuracy'] * 100:.2f}",
        number=number,
        loss=f"{facts['loss']:.4f}",
        time=f"{minutes} min {seconds} s" if minutes else f"{seconds} s",
        epochs=len(curve["loss"]),
        rate=LEARNING_RATE,
        digits=_DIGITS[facts["digits"]],
        split=f"{facts['n_train']:,} to learn from, {facts['n_valid']:,} to watch",
        n_test=f"{n_test:,}",
        date=f"{day.day} {day:%B %Y}",
        curves=_panel("accuracy", "{:.0%}", curve) + _panel("loss", "{:.2g}", curve),
        epoch_rows="".join(
            f"<tr><th scope=row>{epoch}</th><td>{a:.2%}</td><td>{b:.2%}</td><td>{c:.4f}</td><td>{d:.4f}</td></tr>"
            for epoch, (a, b, c, d) in enumerate(rows, 1)
        ),
        matrix_rows="".join(_matrix_row(digit, matrix) for digit in range(10)),
        confused=_most_confused(np.array(matrix)),
        course=escape(facts["course"]),
        facts=text,
        fingerprint=hashlib.sha256(files + text.encode()).hexdigest(),
    )


def handwritten(text: str, outputs: np.ndarray, images: np.ndarray, labels: np.ndarray) -> str:
    """Return a number as a picture, of the digits that the network was surest of and right about."""
    from matplotlib.image import imsave

    gap, point = np.zeros((28, 2), "uint8"), np.zeros((28, 3), "uint8")
    point[21:24] = 255
    strip = []
    for place, sign in enumerate(text):
        glyph = point
        if sign != ".":
            digit = int(sign)
            surest = np.argsort(-outputs[:, digit] * (labels == digit), kind="stable")
            # Another one for each place, so that no two look the same.
            glyph = images[surest[place]]
        strip += [gap, glyph[:, glyph.any(axis=0)]]
    ink = np.concatenate(strip[1:], axis=1)
    picture = io.BytesIO()
    imsave(picture, np.dstack([np.zeros((*ink.shape, 3), "uint8"), ink]), format="png")
    return f"data:image/png;base64,{base64.b64encode(picture.getvalue()).decode()}"


def _panel(kind: str, form: str, curve: dict[str, list[float]]) -> str:
    """Return one metric's learning curve as SVG, with words for who cannot see it."""
    from matplotlib.ticker import MaxNLocator

    lines = {"training": curve[kind], "validation": curve[f"val_{kind}"]}
    both = [*curve[kind], *curve[f"val_{kind}"]]
    ticks = MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(min(both), max(both))
    n = len(curve[kind])

    def at(epoch: int, value: float) -> str:
        x = 48 + 342 * (epoch - 1) / max(n - 1, 1)
        return f"{x:.1f},{144 - 120 * (value - ticks[0]) / (ticks[-1] - ticks[0]):.1f}"

    said = ", ".join(f"{name} from {v[0]:.3f} to {v[-1]:.3f}" for name, v in lines.items())
    parts = [f'<text class="head" x="0" y="12">{kind.capitalize()}</text>']
    for tick in ticks:
        x, y = at(1, tick).split(",")
        parts.append(f'<path d="M{x} {y}H390"/><text x="42" y="{float(y) + 4:.1f}">')
        parts.append(f"{form.format(tick)}</text>")
    for epoch in sorted({1, *range(10, n + 1, 10)}):
        parts.append(f'<text class="epoch" x="{at(epoch, 0).split(",")[0]}" y="162">{epoch}</text>')
    for name, values in lines.items():
        points = " ".join(at(epoch, value) for epoch, value in enumerate(values, 1))
        parts.append(f'<polyline class="{name}" points="{points}"/>')
    label = f"{kind.capitalize()} over {n} epochs: {said}."
    return f'<svg viewBox="0 0 400 168" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def _matrix_row(digit: int, matrix: list[list[int]]) -> str:
    """Return a row of the confusion matrix, its mistakes on three levels: up to a third of the most, …."""
    most = max(matrix[a][p] for a in range(10) for p in range(10) if a != p) or 1
    levels = [f"wrong{math.ceil(3 * count / most)}" for count in matrix[digit]]
    levels[digit] = "right"
    cells = [
        f"<td class={level}>{count}</td>"
        for level, count in zip(levels, matrix[digit], strict=True)
    ]
    return f"<tr><th scope=row>{digit}</th>{''.join(cells)}</tr>"


def _most_confused(matrix: np.ndarray) -> str:
    errors = matrix * (1 - np.eye(10, dtype=int))
    actual, seen = np.unravel_index(errors.argmax(), errors.shape)
    times = int(errors.max())
    plural = "s" if times > 1 else ""
    return f"Most often, {actual} was read as {seen}: {times} time{plural}." if times else ""


_DIGITS = {
    "full": "Full MNIST",
    "sample": "Sample of MNIST",
    "other": "Digits of another file",
}
