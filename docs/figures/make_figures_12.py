"""Draw the figures of lesson 12: ``python docs/figures/make_figures_12.py [NAME ...]``.

Without names, all are drawn. The functions are the reference's, the network is the one that solutions/05_fit.ipynb saved
(set MNIST_COURSE_DATA to choose the digits that it learned from).
"""

import matplotlib.pyplot as plt
import numpy as np
from drawing import BLUE, GREEN, GREY, ORANGE, RED, SKY, WIDTH, main
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image, ImageDraw

from coursekit import load_or_train
from mnist_course.handwriting import prepare_digit
from mnist_course.load_data import load_data, scale_images

PAPER = (260, 220)
SEVEN = [(118, 48), (205, 40), (186, 84), (170, 124), (158, 168)]


def drawing() -> np.ndarray:
    """Return a seven, black on white, in the upper right of its paper: uint8 (220, 260)."""
    paper = Image.new("L", PAPER, 255)
    pencil = ImageDraw.Draw(paper)
    pencil.line(SEVEN, fill=0, width=13, joint="curve")
    for x, y in (SEVEN[0], SEVEN[-1]):
        pencil.circle((x, y), 6, fill=0)
    return np.asarray(paper)


def ink_and_corners() -> tuple[np.ndarray, list[int]]:
    """Return the drawing's ink from 0 to 1, and its first and last row and column."""
    ink = (255 - drawing()) / 255
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink, [int(end) for end in (rows[0], rows[-1], columns[0], columns[-1])]


def scaled() -> np.ndarray:
    """Return the ink, cut out and scaled to 20 pixels."""
    prepared = prepare_digit(drawing())
    rows, columns = np.flatnonzero(prepared.any(axis=1)), np.flatnonzero(prepared.any(axis=0))
    return prepared[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def centre_of_mass(image: np.ndarray) -> tuple[float, float]:
    """Return row and column of the centre of mass."""
    return tuple(
        float(np.average(np.arange(image.shape[axis]), weights=image.sum(axis=1 - axis)))
        for axis in (0, 1)
    )


def draw_12_idea() -> Figure:
    """Draw a seven of MNIST, a drawn one merely shrunk, and the same one prepared, each with the network's answer."""
    model = load_or_train()
    _, (X_test, _) = load_data()
    shrunk = np.asarray(Image.fromarray(drawing()).resize((28, 28))) / 255
    pictures = [scale_images(X_test[0]), shrunk, prepare_digit(drawing())]
    titles = ["a seven of MNIST", "your seven, only shrunk", "your seven, prepared"]
    outputs = model.predict(np.stack(pictures), verbose=0)
    fig, axes = plt.subplots(1, 3, figsize=(WIDTH, 2.75))
    for ax, picture, title, output in zip(axes, pictures, titles, outputs):
        _show(ax, picture, "gray")
        answer = int(output.argmax())
        ax.set_title(title)
        colour = GREEN if answer == 7 else RED
        ax.set_xlabel(f"it says {answer} ({output.max():.0%})", color=colour, fontweight="bold")
    return fig


def draw_12_idea_ink() -> Figure:
    """Draw a drawing whose edge is marked, and its ink: bright on black."""
    ink, _ = ink_and_corners()
    fig, (left, right) = plt.subplots(1, 2, figsize=(WIDTH, 3.1))
    _show(left, drawing(), "gray")
    width, height = PAPER
    left.add_patch(Rectangle((1, 1), width - 4, height - 4, fill=False, edgecolor=RED, linewidth=4))
    left.set_title("the drawing")
    left.set_xlabel("the edge says: background is 255", color=RED)
    _show(right, ink, "gray")
    right.set_title("the ink")
    right.set_xlabel("background 0, full ink 1")
    return fig


def draw_12_idea_cut() -> Figure:
    """Draw the ink in its frame, and what is cut out."""
    ink, (top, bottom, left, right) = ink_and_corners()
    fig, (whole, cut) = plt.subplots(1, 2, figsize=(WIDTH, 2.85), width_ratios=(1.6, 1))
    _show(whole, ink, "gray")
    frame = (left - 0.5, top - 0.5), right - left + 1, bottom - top + 1
    whole.add_patch(Rectangle(*frame, fill=False, edgecolor=ORANGE, linewidth=2.5))
    whole.set_yticks([top, bottom], [f"row {top}", f"row {bottom}"])
    whole.set_xticks([left, right], [f"column {left}", f"column {right}"])
    whole.set_title("the first and the last with ink")
    _show(cut, ink[top : bottom + 1, left : right + 1], "gray")
    cut.set_title("cut out")
    cut.set_xlabel(f"{bottom - top + 1} x {right - left + 1} pixels")
    return fig


def draw_12_idea_scale() -> Figure:
    """Draw what was cut out, and the same with 20 pixels along its longer side, between lines for the pixels."""
    ink, (top, bottom, left, right) = ink_and_corners()
    small = scaled()
    fig, (large, new) = plt.subplots(1, 2, figsize=(WIDTH, 3.0))
    _show(large, ink[top : bottom + 1, left : right + 1], "gray")
    large.set_title("cut out")
    large.set_ylabel(f"{bottom - top + 1} pixels")
    large.set_xlabel(f"{right - left + 1} pixels")
    _show(new, small, "gray")
    for place in range(small.shape[0] + 1):
        new.axhline(place - 0.5, color=GREY, linewidth=0.4)
    for place in range(small.shape[1] + 1):
        new.axvline(place - 0.5, color=GREY, linewidth=0.4)
    new.set_title("scaled")
    new.set_ylabel(f"{small.shape[0]} pixels")
    new.set_xlabel(f"{small.shape[1]} pixels")
    return fig


def draw_12_idea_place() -> Figure:
    """Draw the scaled ink with its centre of mass, and the same in 28 x 28 pixels, where this point is in the middle."""
    small, prepared = scaled(), prepare_digit(drawing())
    fig, (before, after) = plt.subplots(1, 2, figsize=(WIDTH, 3.5), width_ratios=(20, 28))
    _show(before, small, "gray")
    row, column = centre_of_mass(small)
    before.plot(column, row, "o", color=ORANGE, markersize=9)
    middle = (small.shape[1] - 1) / 2, (small.shape[0] - 1) / 2
    before.plot(*middle, "x", color=SKY, markersize=10, markeredgewidth=3)
    before.set_title("the scaled ink")
    before.set_xlabel(
        f"● centre of mass:\nrow {row:.1f}, column {column:.1f}\n× middle of the frame"
    )
    _show(after, prepared, "gray")
    after.axhline(14, color=GREY, linewidth=1, linestyle=":")
    after.axvline(14, color=GREY, linewidth=1, linestyle=":")
    row, column = centre_of_mass(prepared)
    after.plot(column, row, "o", color=ORANGE, markersize=9)
    after.set_xticks([0, 14, 27])
    after.set_yticks([0, 14, 27])
    after.set_title("in 28 x 28 pixels")
    after.set_xlabel(f"● centre of mass:\nrow {row:.1f}, column {column:.1f}")
    return fig


def draw_12_result() -> Figure:
    """Draw a drawing, what the network sees of it, and its ten probabilities."""
    model = load_or_train()
    prepared = prepare_digit(drawing())
    output = model.predict(prepared[np.newaxis], verbose=0)[0]
    answer = int(output.argmax())
    fig, axes = plt.subplots(1, 3, figsize=(WIDTH, 2.5), width_ratios=(1.18, 1, 1.5))
    _show(axes[0], drawing(), "gray")
    axes[0].set_title("you draw")
    _show(axes[1], prepared, "gray")
    axes[1].set_title("the network sees")
    axes[2].barh(range(10), output, color=[RED if n == answer else BLUE for n in range(10)])
    axes[2].set_yticks(range(10))
    axes[2].set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
    axes[2].set_xlim(0, 1.05)
    axes[2].invert_yaxis()
    axes[2].set_title(f"it says: {answer}")
    return fig


def _show(ax: Axes, picture: np.ndarray, cmap: str) -> None:
    ax.imshow(picture, cmap=cmap)
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set(visible=True, color=GREY)


if __name__ == "__main__":
    main(globals())
