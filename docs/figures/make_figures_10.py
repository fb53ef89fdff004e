"""Draw the figures of lesson 10: ``python docs/figures/make_figures_10.py [NAME ...]``.

Without names, all are drawn. The digits are those that `coursekit.mnist` finds (set MNIST_COURSE_DATA to choose
them), the functions are the reference's, the seeds are fixed. 10_result trains the network: some seconds with the
sample, a minute or two with full MNIST.
"""

import keras
import matplotlib.pyplot as plt
import numpy as np
from drawing import BLUE, GREEN, GREY, ORANGE, RED, WIDTH, arrow, main
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mnist_course.convolution import build_cnn, fit_cnn
from mnist_course.load_data import load_data, scale_images, split_validation

LEFT_EDGES = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])


def draw_10_idea() -> Figure:
    """Draw a filter at two places of a small picture, and what it gives there."""
    picture = np.zeros((6, 6), int)
    picture[:, 3:] = 1
    picture[4:, 2] = 1
    answers = convolve(picture, LEFT_EDGES)
    fig, ax = plt.subplots(figsize=(WIDTH, 3.9))
    ax.set(xlim=(0, 15.2), ylim=(9.4, -1.2), aspect="equal")
    ax.axis("off")
    _table(ax, picture, (0, 0), "picture", paper=True)
    _table(ax, LEFT_EDGES, (7.1, 1.5), "filter")
    _table(ax, answers, (11.1, 1), "answers")
    for (row, column), colour, text_y in (((0, 1), BLUE, 7.4), ((3, 0), RED, 8.7)):
        window = picture[row : row + 3, column : column + 3]
        ax.add_patch(Rectangle((column, row), 3, 3, fill=False, edgecolor=colour, linewidth=3))
        corner = (11.1 + column, 1 + row)
        ax.add_patch(Rectangle(corner, 1, 1, fill=False, edgecolor=colour, linewidth=3))
        plus, minus = window[:, 2].sum(), window[:, 0].sum()
        total = f"right column {plus}  −  left column {minus}  =  {answers[row, column]}"
        ax.text(7.6, text_y, total, ha="center", color=colour, fontweight="bold")
    ax.text(6.55, 3, "×", ha="center", va="center", fontsize=18)
    ax.text(10.6, 3, "=", ha="center", va="center", fontsize=18)
    return fig


def draw_10_idea_pooling() -> Figure:
    """Draw how pooling keeps the largest of four numbers."""
    answers = np.array([[0, 1, 0, 0], [2, 3, 1, 0], [0, 1, 0, 2], [0, 0, 1, 1]])
    pooled = answers.reshape(2, 2, 2, 2).max(axis=(1, 3))
    fig, ax = plt.subplots(figsize=(WIDTH, 2.6))
    ax.set(xlim=(-1.5, 11.5), ylim=(4.2, -0.9), aspect="equal")
    ax.axis("off")
    for place, colour in zip(np.ndindex(2, 2), (BLUE, ORANGE, GREEN, RED)):
        row, column = place
        for corner, size in (((2 * column, 2 * row), 2), ((7 + column, 1 + row), 1)):
            ax.add_patch(Rectangle(corner, size, size, facecolor=colour, alpha=0.25))
    _table(ax, answers, (0, 0), "4 x 4 answers", colours=False)
    _table(ax, pooled, (7, 1), "the largest of each four", colours=False)
    ax.add_patch(arrow((4.5, 2), (6.5, 2), "black"))
    return fig


def draw_10_idea_network() -> Figure:
    """Draw the network's layers as a row of boxes, with the shapes of what goes from one to the next."""
    fig, ax = plt.subplots(figsize=(WIDTH, 2.9))
    ax.set(xlim=(0, 12.4), ylim=(0, 5.8))
    ax.axis("off")
    stages = [
        (1.5, 1.5, 1, GREY, "picture", "28 x 28\n1 channel"),
        (1.35, 1.35, 4, BLUE, "24 filters\n5 x 5", "24 x 24\n24 channels"),
        (0.85, 0.85, 4, ORANGE, "pooling", "12 x 12\n24 channels"),
        (0.75, 0.75, 6, BLUE, "32, then 48\nfilters 3 x 3", "8 x 8\n48 channels"),
        (0.5, 0.5, 6, ORANGE, "pooling", "4 x 4\n48 channels"),
        (0.22, 2.2, 1, GREEN, "Dense\nsoftmax", "10 prob-\nabilities"),
    ]
    left = 0.25
    for width, height, sheets, colour, name, shape in stages:
        middle = left + (width + 0.11 * (sheets - 1)) / 2
        for sheet in reversed(range(sheets)):
            corner = (left + 0.11 * sheet, 3 - height / 2 + 0.11 * sheet)
            ax.add_patch(
                Rectangle(corner, width, height, facecolor="white", edgecolor=colour, linewidth=1.5)
            )
            ax.add_patch(Rectangle(corner, width, height, facecolor=colour, alpha=0.3))
        ax.text(middle, 4.55, name, ha="center", va="bottom", fontweight="bold", fontsize=10)
        ax.text(middle, 1.35, shape, ha="center", va="top", fontsize=9)
        left += 2.15
    return fig


def draw_10_result() -> Figure:
    """Draw eight of the filters that the network learned, and where each answers in a digit."""
    (X_train_full, y_train_full), _ = load_data()
    images = scale_images(X_train_full)
    train, valid = split_validation(images, y_train_full, len(images) // 12)
    keras.utils.set_random_seed(42)
    model = build_cnn()
    fit_cnn(model, train, valid)
    digit = images[np.flatnonzero(y_train_full == 5)[0]]
    convolution = next(la for la in model.layers if isinstance(la, keras.layers.Conv2D))
    filters = convolution.get_weights()[0][:, :, 0]
    looking = keras.Model(model.inputs, convolution.output)
    answers = np.asarray(looking(digit[None]))[0]
    strongest = np.sort(answers.max(axis=(0, 1)).argsort()[-7:])
    fig, axes = plt.subplots(2, 8, figsize=(WIDTH, 1.95))
    axes[0, 0].imshow(digit, cmap="binary")
    axes[0, 0].set_title("a digit", fontsize=10)
    axes[1, 0].axis("off")
    for (above, below), number in zip(axes.T[1:], strongest):
        weights = filters[..., number]
        above.imshow(weights, cmap="PuOr", vmin=-abs(weights).max(), vmax=abs(weights).max())
        below.imshow(answers[..., number], cmap="Blues")
    axes[0, 4].set_title("filters that the network learned", fontsize=10)
    axes[1, 4].set_title("where each of them answers", fontsize=10)
    for ax in axes.flat:
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(True)
    return fig


def convolve(image: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return what a filter answers at each place where it fits into the image."""
    windows = np.lib.stride_tricks.sliding_window_view(image, weights.shape)
    return (windows * weights).sum(axis=(2, 3))


def _table(
    ax: Axes,
    values: np.ndarray,
    corner: tuple[float, float],
    title: str,
    paper: bool = False,
    colours: bool = True,
) -> None:
    """Draw numbers in squares: grey where a picture has ink, orange below zero and violet above."""
    left, top = corner
    colour_map = plt.get_cmap("binary" if paper else "PuOr")
    for (row, column), value in np.ndenumerate(values):
        share = 0.45 * value if paper else 0.5 + value / 14
        ax.add_patch(
            Rectangle(
                (left + column, top + row),
                1,
                1,
                facecolor=colour_map(share) if colours else "none",
                edgecolor=GREY,
                linewidth=1,
            )
        )
        text = str(value).replace("-", "−")
        ax.text(left + column + 0.5, top + row + 0.5, text, ha="center", va="center")
    ax.text(left + values.shape[1] / 2, top - 0.3, title, ha="center", fontweight="bold")


if __name__ == "__main__":
    main(globals())
