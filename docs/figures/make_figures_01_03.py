"""Draw the figures of lessons 01 to 03: ``python docs/figures/make_figures_01_03.py [NAME ...]``.

Without names, all are drawn. The digits are those that `coursekit.mnist` finds (set MNIST_COURSE_DATA to choose
them; the kept figures show full MNIST), the functions are the reference's, the seeds are fixed.
"""

import matplotlib.pyplot as plt
import numpy as np
from drawing import BLUE, GREEN, GREY, ORANGE, RED, WIDTH, main
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle

from mnist_course.load_data import load_data, scale_images
from mnist_course.visualize import count_labels, plot_digit

TOP, LEFT, SIDE = 5, 11, 5
"""The corner and the side of the square of pixels whose numbers are shown."""


def draw_01_idea() -> Figure:
    """Draw a digit, and a square of its pixels with their numbers."""
    digit = _first_digit()
    fig, (whole, part) = plt.subplots(1, 2, figsize=(WIDTH, 3.2))
    plot_digit(digit, ax=whole)
    _show_spines(whole)
    whole.set_title("one digit: 28 rows, 28 columns")
    corner = (LEFT - 0.5, TOP - 0.5)
    whole.add_patch(Rectangle(corner, SIDE, SIDE, fill=False, edgecolor=RED, linewidth=3))
    _draw_numbers(part, _square(digit), "{:.0f}", 255)
    part.set_title("the pixels in the frame")
    for spine in part.spines.values():
        spine.set(visible=True, color=RED, linewidth=3)
    return fig


def draw_01_idea_scale() -> Figure:
    """Draw the same pixels from 0 to 255 and from 0 to 1."""
    digit = _first_digit()
    fig, (before, after) = plt.subplots(1, 2, figsize=(WIDTH, 3.2), gridspec_kw={"wspace": 0.25})
    _draw_numbers(before, _square(digit), "{:.0f}", 255)
    before.set_title("before: 0 to 255")
    _draw_numbers(after, _square(scale_images(digit)), "{:.2f}", 1)
    after.set_title("after: 0 to 1")
    fig.text(0.5, 0.5, "÷ 255\n→", ha="center", va="center", fontsize=16, color=RED)
    return fig


def draw_01_idea_sets() -> Figure:
    """Draw the three sets as bars in proportion."""
    fig, ax = plt.subplots(figsize=(WIDTH, 1.9))
    ax.set(xlim=(0, 72), ylim=(0, 4.3))
    ax.axis("off")
    sets = [
        (0, 5, ORANGE, "validation\n5,000"),
        (5, 55, BLUE, "training\n55,000"),
        (62, 10, GREEN, "test\n10,000"),
    ]
    for left, width, colour, name in sets:
        box = Rectangle((left, 0.9), width, 1.2, facecolor=colour, alpha=0.45, edgecolor=colour)
        ax.add_patch(box)
        if width > 5:
            ax.text(left + width / 2, 1.5, name, ha="center", va="center", fontweight="bold")
    ax.text(0, 0.75, "validation: 5,000", ha="left", va="top", fontweight="bold")
    for left, right, name in ((0, 60, "60,000 to learn with"), (62, 72, "10,000")):
        ax.annotate("", (left, 2.5), (right, 2.5), arrowprops={"arrowstyle": "<->", "lw": 1.5})
        ax.text((left + right) / 2, 2.7, name, ha="center", va="bottom")
    return fig


def draw_01_result() -> Figure:
    """Draw the first digits of the three sets."""
    (X_train_full, _), (X_test, _) = load_data()
    n_valid = len(X_train_full) // 12
    rows = [
        ("training set", len(X_train_full) - n_valid, BLUE, X_train_full[n_valid:]),
        ("validation set", n_valid, ORANGE, X_train_full),
        ("test set", len(X_test), GREEN, X_test),
    ]
    fig, axes = plt.subplots(3, 1, figsize=(WIDTH, 2.7))
    for ax, (name, count, colour, images) in zip(axes, rows):
        ax.imshow(np.hstack(images[:12]), cmap="binary")
        ax.set(xticks=[], yticks=[])
        ax.text(-8, 14, f"{name}\n{count:,}", ha="right", va="center", color="black")
        for spine in ax.spines.values():
            spine.set(visible=True, color=colour, linewidth=3)
    return fig


def draw_02_idea() -> Figure:
    """Draw how the colour map 'binary' turns numbers into greys."""
    fig, (scale, ax) = plt.subplots(2, 1, figsize=(WIDTH, 2.6), height_ratios=(1, 1.5))
    scale.imshow(np.linspace(0, 1, 256)[None], cmap="binary", aspect="auto", extent=(0, 1, 0, 1))
    scale.set(yticks=[], xticks=[0, 0.25, 0.5, 0.75, 1])
    scale.set_title('the colour map "binary": 0 is white, 1 is black')
    _show_spines(scale)
    row = scale_images(_first_digit())[TOP + 1, 4:14]
    _draw_numbers(ax, row[None], "{:.2f}", 1)
    ax.set_title("ten pixels of one row")
    return fig


def draw_02_idea_look() -> Figure:
    """Draw four digits, two of which are in order."""
    (images, labels), _ = load_data()
    places = [
        int(np.flatnonzero(labels == digit)[n]) for digit, n in ((2, 1), (5, 0), (3, 1), (7, 2))
    ]
    pictures = [images[place] for place in places]
    pictures[1] = np.rot90(pictures[1])
    titles = ["Label: 2", "Label: 5", "Label: 8", "Label: 7"]
    verdicts = ["fine", "lies on its side", "wrong label", "fine"]
    fig, axes = plt.subplots(1, 4, figsize=(WIDTH, 2.2))
    for ax, picture, title, verdict in zip(axes, pictures, titles, verdicts):
        plot_digit(picture, ax=ax)
        ax.set_title(title)
        ax.set_xlabel(verdict, color="black" if verdict == "fine" else RED, fontweight="bold")
        _show_spines(ax, GREY if verdict == "fine" else RED)
    return fig


def draw_02_idea_axes() -> Figure:
    """Draw a Figure with two Axes in it."""
    (images, labels), _ = load_data()
    fig = plt.figure(figsize=(WIDTH, 2.9), layout="none")
    sheet = fig.add_axes((0, 0, 1, 1))
    sheet.set(xlim=(0, 6), ylim=(0, 2.9))
    sheet.axis("off")
    sheet.add_patch(Rectangle((0.1, 0.1), 5.8, 2.3, fill=False, edgecolor=BLUE, linewidth=3))
    sheet.text(0.1, 2.5, "a Figure: the sheet of paper", color=BLUE, fontweight="bold", fontsize=13)
    for place, left in enumerate((0.75, 3.6)):
        ax = fig.add_axes((left / 6, 0.5 / 2.9, 1.65 / 6, 1.35 / 2.9))
        plot_digit(images[place], labels[place], ax=ax)
        _show_spines(ax, RED)
        sheet.text(left + 0.825, 0.26, "an Axes", color=RED, fontweight="bold", ha="center")
    return fig


def draw_02_result() -> Figure:
    """Draw some digits with their labels, and how many there are of each."""
    (images, labels), _ = load_data()
    fig = plt.figure(figsize=(WIDTH, 3.7))
    upper, lower = fig.subfigures(2, 1, height_ratios=(1, 1.6))
    for place, ax in enumerate(upper.subplots(1, 5)):
        plot_digit(images[place], labels[place], ax=ax)
        _show_spines(ax)
    ax = lower.subplots()
    count_labels(labels).plot.bar(ax=ax, color=BLUE, rot=0)
    ax.set(xlabel="digit", ylabel="how many")
    return fig


def draw_03_idea() -> Figure:
    """Draw the whole network: pixels, two hidden layers, ten outputs."""
    fig, ax = _canvas(6, 4.0)
    inset = fig.add_axes((0.02, 0.39, 0.15, 0.25))
    plot_digit(_first_digit(), ax=inset)
    _show_spines(inset, GREY)
    ax.text(0.57, 2.63, "a digit", ha="center")
    columns = [
        (1.75, 9, ORANGE, "784", "pixels", "Flatten"),
        (3.05, 8, BLUE, "300", "neurons", "Dense\nrelu"),
        (4.25, 6, BLUE, "100", "neurons", "Dense\nrelu"),
        (5.4, 10, GREEN, "10", "probabilities", "Dense\nsoftmax"),
    ]
    heights = [np.linspace(3.1, 0.85, 10 if n == 10 else n) for _, n, *_ in columns]
    for (x, *_), (next_x, *_), here, there in zip(columns, columns[1:], heights, heights[1:]):
        for y in here:
            for next_y in there:
                ax.plot([x, next_x], [y, next_y], color=GREY, linewidth=0.4, alpha=0.5, zorder=1)
    for (x, n, colour, count, what, layer), ys in zip(columns, heights):
        for i, y in enumerate(ys):
            if count != "10" and i == n // 2:
                ax.text(
                    x,
                    y,
                    "⋮",
                    ha="center",
                    va="center",
                    fontsize=15,
                    zorder=3,
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
                )
            else:
                ax.add_patch(Circle((x, y), 0.095, facecolor=colour, edgecolor="white", zorder=2))
        ax.text(x, 3.35, layer, ha="center", va="bottom", fontweight="bold", color="black")
        ax.text(x, 0.62, f"{count}\n{what}", ha="center", va="top")
    for digit, y in enumerate(heights[-1]):
        ax.text(5.62, y, f"{digit}", ha="left", va="center")
    ax.add_patch(_arrow((1.05, 2.07), (1.5, 2.07)))
    return fig


def draw_03_idea_flatten() -> Figure:
    """Draw how the rows of a table are laid one after the other."""
    fig, ax = _canvas(6, 2.7)
    colours = (ORANGE, BLUE, GREEN)
    side = 0.42
    for row, colour in enumerate(colours):
        for column in range(3):
            number = f"{3 * row + column + 1}"
            _box(ax, 0.25 + side * column, 1.75 - side * row, side, colour, number)
            _box(ax, 2.1 + side * (3 * row + column), 1.33, side, colour, number)
    ax.add_patch(_arrow((1.6, 1.54), (2.03, 1.54)))
    ax.text(0.25 + 1.5 * side, 2.3, "3 rows, 3 columns", ha="center")
    ax.text(2.1 + 4.5 * side, 2.3, "one row of 9", ha="center")
    ax.text(0.25 + 1.5 * side, 0.55, "a digit: 28 rows,\n28 columns", ha="center", va="center")
    ax.text(2.1 + 4.5 * side, 0.55, "a digit:\n28 × 28 = 784 in one row", ha="center", va="center")
    return fig


def draw_03_idea_neuron() -> Figure:
    """Draw what one neuron computes, with the numbers of the lesson's example."""
    fig, ax = _canvas(6, 3.0)
    inputs, weights = (0.0, 0.5, 1.0), (0.8, -0.4, 0.6)
    middle = (2.65, 1.45)
    for y, value, weight in zip((2.35, 1.45, 0.55), inputs, weights):
        ax.add_patch(Circle((0.6, y), 0.26, facecolor=ORANGE, alpha=0.5))
        ax.text(0.6, y, f"{value:.1f}", ha="center", va="center", fontsize=13)
        ax.add_patch(_arrow((0.9, y), (middle[0] - 0.55, middle[1] + 0.22 * (y - 1.45)), GREY))
        ax.text(
            1.5,
            y + (0.03 if y > 2 else -0.03 if y < 1 else 0.13),
            f"× {weight:.1f}".replace("-", "−"),
            ha="center",
            va="center",
            color=BLUE,
            fontsize=13,
            fontweight="bold",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )
    ax.add_patch(Circle(middle, 0.5, facecolor=BLUE, alpha=0.25))
    ax.text(*middle, "add\nall", ha="center", va="center", fontsize=13)
    ax.text(middle[0], 0.55, "+ 0.1", ha="center", color=RED, fontsize=13, fontweight="bold")
    ax.add_patch(_arrow((middle[0], 0.72), (middle[0], 0.92), RED))
    ax.text(middle[0], 0.22, "bias", ha="center", color=RED)
    ax.text(0.6, 2.72, "inputs", ha="center")
    ax.text(1.5, 2.72, "weights", ha="center", color=BLUE)
    ax.add_patch(_arrow((3.2, 1.45), (3.65, 1.45)))
    ax.text(3.9, 1.45, "0.5", ha="center", va="center", fontsize=13)
    ax.add_patch(_arrow((4.12, 1.45), (4.52, 1.45)))
    ax.add_patch(Rectangle((4.54, 1.15), 0.55, 0.6, facecolor=GREEN, alpha=0.35))
    ax.text(4.815, 1.45, "relu", ha="center", va="center")
    ax.add_patch(_arrow((5.11, 1.45), (5.47, 1.45)))
    ax.text(5.7, 1.45, "0.5", ha="center", va="center", fontsize=13, fontweight="bold")
    ax.text(3.9, 1.8, "sum", ha="center")
    ax.text(5.65, 1.8, "output", ha="center")
    return fig


def draw_03_idea_relu() -> Figure:
    """Draw the function relu."""
    fig, ax = plt.subplots(figsize=(WIDTH, 3.0))
    x = np.linspace(-3, 3, 301)
    ax.plot(x, np.maximum(x, 0), color=BLUE, linewidth=3)
    for value, text, shift in ((-2, "−2 becomes 0", (-10, 14)), (2, "2 stays 2", (-90, 2))):
        ax.plot(value, max(value, 0), "o", color=RED, markersize=9)
        ax.annotate(text, (value, max(value, 0)), xytext=shift, textcoords="offset points")
    ax.set(xlabel="what goes in", ylabel="what comes out", xlim=(-3, 3), ylim=(-0.3, 3))
    ax.grid(alpha=0.4)
    return fig


def draw_03_idea_softmax() -> Figure:
    """Draw three scores and the probabilities that softmax makes of them."""
    scores = np.array([2.0, 1.0, -1.0])
    probabilities = np.exp(scores) / np.exp(scores).sum()
    names = ["A", "B", "C"]
    fig, (before, after) = plt.subplots(1, 2, figsize=(WIDTH, 2.9))
    bars = before.bar(names, scores, color=ORANGE)
    before.bar_label(bars, [f"{score:.0f}".replace("-", "−") for score in scores], padding=3)
    before.axhline(0, color="black", linewidth=1)
    before.set(title="before: any numbers", ylim=(-1.6, 2.6), yticks=[])
    bars = after.bar(names, probabilities, color=GREEN)
    after.bar_label(bars, [f"{p:.2%}" for p in probabilities], padding=3)
    after.set(title="after: they add up to 100%", ylim=(0, 0.9), yticks=[])
    for ax in (before, after):
        ax.spines["left"].set_visible(False)
        ax.tick_params(length=0)
    before.spines["bottom"].set_visible(False)
    return fig


def draw_03_result() -> Figure:
    """Draw the ten probabilities that an untrained network gives a digit."""
    import keras

    from mnist_course.build_mlp import build_mlp

    keras.utils.set_random_seed(42)
    image = scale_images(_first_digit())
    probabilities = build_mlp().predict(image[None], verbose=0)[0]
    fig, (left, right) = plt.subplots(1, 2, figsize=(WIDTH, 2.7), width_ratios=(1, 2.4))
    plot_digit(image, ax=left)
    _show_spines(left)
    left.set_title("a digit goes in")
    bars = right.bar(range(10), probabilities, color=BLUE)
    right.bar_label(bars, [f"{p:.0%}" for p in probabilities], padding=2)
    right.set_title("ten probabilities come out")
    right.set(xticks=range(10), yticks=[], xlabel="digit", ylim=(0, probabilities.max() * 1.2))
    right.spines["left"].set_visible(False)
    return fig


def _first_digit() -> np.ndarray:
    (X_train_full, _), _ = load_data()
    return X_train_full[0]


def _square(image: np.ndarray) -> np.ndarray:
    return image[TOP : TOP + SIDE, LEFT : LEFT + SIDE]


def _draw_numbers(ax: Axes, pixels: np.ndarray, form: str, largest: float) -> None:
    """Draw pixels with their numbers written in, legible on light and on dark."""
    ax.imshow(pixels, cmap="binary", vmin=0, vmax=largest)
    ax.set(xticks=[], yticks=[])
    _show_spines(ax)
    for (row, column), value in np.ndenumerate(pixels):
        colour = "white" if value > largest / 2 else "black"
        ax.text(
            column, row, form.format(value), ha="center", va="center", color=colour, fontsize=11.5
        )
    for line in range(1, pixels.shape[1]):
        ax.axvline(line - 0.5, color=GREY, linewidth=0.5)
    for line in range(1, pixels.shape[0]):
        ax.axhline(line - 0.5, color=GREY, linewidth=0.5)


def _show_spines(ax: Axes, colour: str = GREY) -> None:
    for spine in ax.spines.values():
        spine.set(visible=True, color=colour, linewidth=1 if colour == GREY else 2.5)


def _canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """Return a figure with an empty Axes whose unit is an inch."""
    fig = plt.figure(figsize=(width, height), layout="none")
    ax = fig.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(0, height))
    ax.axis("off")
    return fig, ax


def _box(ax: Axes, left: float, bottom: float, side: float, colour: str, text: str) -> None:
    ax.add_patch(
        Rectangle((left, bottom), side, side, facecolor=colour, alpha=0.45, edgecolor="white")
    )
    ax.text(left + side / 2, bottom + side / 2, text, ha="center", va="center", fontsize=13)


def _arrow(
    start: tuple[float, float], end: tuple[float, float], colour: str = "black"
) -> FancyArrowPatch:
    return FancyArrowPatch(
        start,
        end,
        color=colour,
        arrowstyle="-|>",
        mutation_scale=14,
        linewidth=1.8,
        shrinkA=0,
        shrinkB=0,
    )


if __name__ == "__main__":
    main(globals(), colours=128, padding=0.1)
