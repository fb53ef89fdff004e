"""What the reference's `prepare_digit` makes of drawings, pixel by pixel.

``golden/handwriting/SITUATION.txt`` holds the picture: a character for each pixel, `.` for 0 and 1 to 9 for ninths of full
ink; or the error.
"""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from coursekit.manifest import ROOT

GOLDEN = Path(__file__).parent / "golden" / "handwriting"
SEVEN = [(0.1, 0.1), (0.5, 0.12), (0.3, 0.6)]
EIGHT = [(0.7, 0.2), (0.45, 0.15), (0.4, 0.3), (0.7, 0.6), (0.6, 0.8), (0.35, 0.7), (0.7, 0.2)]
LINE = [(0.8, 0.2), (0.8, 0.9)]


def _drawn(strokes, width, height, pen, ink=0, paper=255):
    """Draw lines through points that say how far to the right and down they are, from 0 to 1."""
    colour = isinstance(ink, tuple)
    picture = Image.new(
        ("RGBA" if len(ink) == 4 else "RGB") if colour else "L", (width, height), paper
    )
    pencil = ImageDraw.Draw(picture)
    for stroke in strokes:
        points = [(x * (width - 1), y * (height - 1)) for x, y in stroke]
        pencil.line(points, fill=ink, width=pen, joint="curve")
    return np.asarray(picture)


def _blot_with_a_stalk():
    drawing = np.zeros((90, 50))
    drawing[10:32, 5:45] = 1
    drawing[32:80, 24:26] = 1
    return drawing


DRAWINGS = {
    "off_centre": lambda: _drawn([SEVEN], 280, 280, 18),
    "white_on_black": lambda: _drawn([SEVEN], 280, 280, 18, ink=255, paper=0),
    "huge": lambda: _drawn([EIGHT], 2000, 1500, 110),
    "tiny": lambda: np.array([[0, 0, 0, 1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0, 0, 0]], "uint8"),
    "one_stroke": lambda: _drawn([LINE], 300, 200, 2),
    "coloured": lambda: _drawn([EIGHT], 240, 180, 14, ink=(200, 30, 40), paper=(250, 245, 220)),
    "see_through": lambda: _drawn([SEVEN], 150, 150, 12, (0, 0, 160, 255), (255, 255, 255, 255)),
    "lopsided": _blot_with_a_stalk,
    "empty": lambda: np.full((280, 280, 3), 255, "uint8"),
}


@pytest.fixture(scope="module")
def prepare_digit():
    path = ROOT / "solutions" / "mnist_course" / "handwriting.py"
    spec = importlib.util.spec_from_file_location("reference_handwriting", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.prepare_digit


@pytest.mark.parametrize("situation", DRAWINGS)
def test_a_drawing_becomes_this_picture(situation, prepare_digit):
    expected = (GOLDEN / f"{situation}.txt").read_text(encoding="utf-8")
    seen = _seen(prepare_digit, DRAWINGS[situation]())
    # Pillow's versions may round otherwise.
    assert seen == expected or np.allclose(_levels(seen), _levels(expected), atol=1), seen


def test_every_picture_has_its_drawing():
    assert {path.stem for path in GOLDEN.iterdir()} == {*DRAWINGS}


def _seen(prepare_digit, drawing):
    try:
        picture = prepare_digit(drawing)
    except ValueError as error:
        return f"ValueError: {error}\n"
    rows = (9 * picture).round().astype(int)
    return "".join("".join(map(str, row)).replace("0", ".") + "\n" for row in rows)


def _levels(text):
    return [[int(character) for character in line] for line in text.replace(".", "0").split()]
