"""Digits as strokes, for a mouse, a finger or a pen: each stroke is a list of points, from 0 to 1 each way."""

from math import cos, pi, sin

Point = tuple[float, float]


def arc(x: float, y: float, wide: float, high: float, start: float, end: float) -> list[Point]:
    """Return points on an ellipse around (x, y). Angles are in quarter turns: 0 is right, 1 is down."""
    turns = [start + (end - start) * n / 24 for n in range(25)]
    return [(x + wide * cos(t * pi / 2), y + high * sin(t * pi / 2)) for t in turns]


def eight(x: float, y: float, wide: float, high: float) -> list[Point]:
    """Return points on a slanted figure of eight around (x, y), drawn in one go from its top."""
    turns = [2 * pi * n / 40 for n in range(41)]
    return [(x + wide * (0.3 * cos(t) - sin(2 * t)), y - high * cos(t)) for t in turns]


STROKES: dict[int, list[list[Point]]] = {
    0: [arc(0.5, 0.5, 0.23, 0.33, -1, 3)],
    1: [[(0.52, 0.17), (0.5, 0.5), (0.48, 0.83)]],
    2: [[*arc(0.5, 0.35, 0.2, 0.18, -2, 0.6), (0.3, 0.8), (0.75, 0.8)]],
    3: [[*arc(0.47, 0.34, 0.2, 0.17, -1.9, 1), *arc(0.47, 0.67, 0.23, 0.17, -1, 1.9)]],
    4: [[(0.36, 0.18), (0.28, 0.52), (0.7, 0.52)], [(0.68, 0.18), (0.62, 0.85)]],
    5: [[(0.68, 0.18), (0.38, 0.18), (0.34, 0.45), *arc(0.46, 0.63, 0.22, 0.2, -1.2, 1.8)]],
    6: [[(0.6, 0.16), (0.42, 0.38), *arc(0.5, 0.66, 0.18, 0.18, -2, 2)]],
    7: [[(0.28, 0.2), (0.72, 0.2), (0.5, 0.5), (0.42, 0.84)]],
    8: [eight(0.5, 0.5, 0.19, 0.34)],
    9: [[*arc(0.5, 0.36, 0.18, 0.18, 0, -4), (0.66, 0.6), (0.58, 0.85)]],
}


def on(paper, digit: int) -> list[list[Point]]:
    """Return a digit's strokes as points of the screen, on the paper (a locator of Playwright)."""
    box = paper.bounding_box()
    return [
        [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]
        for stroke in STROKES[digit]
    ]


def draw(page, paper, digit: int) -> None:
    """Draw a digit with the mouse."""
    paper.scroll_into_view_if_needed()
    for first, *others in on(paper, digit):
        page.mouse.move(*first)
        page.mouse.down()
        for point in others:
            page.mouse.move(*point, steps=2)
        page.mouse.up()


def draw_seven_with_keys(page) -> None:
    """Draw a 7 on the paper that has the focus and whose pen is in its middle."""
    for key, times in (("ArrowLeft", 5), ("ArrowUp", 8), ("Space", 1), ("ArrowRight", 11)):
        for _ in range(times):
            page.keyboard.press(key)
    page.keyboard.down("ArrowLeft")  # Held, with the other it goes slanted.
    for _ in range(5):
        page.keyboard.down("ArrowDown")
    page.keyboard.up("ArrowLeft")
    for _ in range(12):
        page.keyboard.down("ArrowDown")
    page.keyboard.up("ArrowDown")
    page.keyboard.press("Space")
