"""Draw the figures of lesson 08: ``python docs/figures/make_figures_08.py [NAME ...]``.

Without names, all are drawn. The digits are those that `coursekit.mnist` finds (set MNIST_COURSE_DATA to choose
them); the kept figures show full MNIST, and 08_idea_labels needs it. The network is the one that
solutions/05_fit.ipynb saved, the functions are the reference's.
"""

import matplotlib.pyplot as plt
import numpy as np
from drawing import BLUE, GREEN, GREY, RED, WIDTH, main
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from coursekit import load_or_train
from mnist_course.errors import (
    confusion_matrix,
    plot_confusion_matrix,
    worst_mistakes,
)
from mnist_course.load_data import load_data, scale_images
from mnist_course.visualize import plot_digit

DISPUTED = [947, 1621, 1901, 2130, 2462, 2597, 2654, 3520, 3558, 5937, 6651, 6783, 8527, 9679, 9729]
"""Test digits of full MNIST whose label most people reject: Northcutt, Athalye and Mueller (2021)."""


def draw_08_idea() -> Figure:
    """Draw six answers, and the table in which each has made its mark."""
    y_test, images, probabilities = _answers()
    predicted = probabilities.argmax(axis=1)
    pairs = [(4, 4), (4, 9), (7, 7), (4, 4), (9, 9), (7, 9)]
    taken: list[int] = []
    for pair in pairs:
        places = np.flatnonzero((y_test == pair[0]) & (predicted == pair[1]))
        taken.append(int(next(place for place in places if place not in taken)))
    fig, axes = plt.subplot_mosaic(
        [list("abcdef"), ["table"] * 6], figsize=(WIDTH, 5.0), height_ratios=(1, 2.5)
    )
    for name, place, (actual, said) in zip("abcdef", taken, pairs):
        _draw_digit(images[place], axes[name])
        colour = BLUE if actual == said else RED
        axes[name].set_title(f"actual {actual}\npredicted {said}", fontsize=10.5, color=colour)
    digits = [4, 7, 9]
    counts = np.array([[pairs.count((i, j)) for j in digits] for i in digits])
    table = axes["table"]
    for (row, column), count in np.ndenumerate(counts):
        colour = BLUE if row == column else RED
        table.add_patch(
            Rectangle(
                (column, row), 1, 1, facecolor=colour, alpha=0.3 * (count > 0), edgecolor="none"
            )
        )
        table.add_patch(Rectangle((column, row), 1, 1, fill=False, edgecolor="black"))
        style = {"fontsize": 18, "fontweight": "bold"} if count else {"fontsize": 14}
        table.text(column + 0.5, row + 0.5, count, ha="center", va="center", **style)
    middles = [0.5, 1.5, 2.5]
    table.set(xlim=(-0.02, 3.02), ylim=(3.02, -0.02), aspect=0.55)
    table.set_xticks(middles, digits, fontsize=14)
    table.set_yticks(middles, digits, fontsize=14)
    table.tick_params(length=0, labeltop=True, labelbottom=False)
    table.xaxis.set_label_position("top")
    table.set_xlabel("predicted")
    table.set_ylabel("actual")
    table.spines[:].set_visible(False)
    return fig


def draw_08_idea_confidence() -> Figure:
    """Draw two wrong answers with their probabilities: one hesitating, one sure."""
    y_test, images, probabilities = _answers()
    mistakes = worst_mistakes(probabilities, y_test, n=len(y_test))
    fig, axes = plt.subplots(2, 2, figsize=(WIDTH, 4.6), width_ratios=(1, 2.6))
    # The second of the most confident ones: the first has a label that people doubt.
    for row, place in zip(axes, (mistakes[-1], mistakes[1])):
        said, truth = int(probabilities[place].argmax()), int(y_test[place])
        _draw_digit(images[place], row[0])
        row[0].set_title(f"label: {truth}")
        colours = [RED if d == said else GREEN if d == truth else GREY for d in range(10)]
        row[1].bar(range(10), probabilities[place], color=colours)
        row[1].set_title(f"says {said}, with {probabilities[place].max():.1%}", color=RED)
        row[1].set_xticks(range(10))
        row[1].set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
        row[1].set_ylim(0, 1.05)
    axes[1, 1].set_xlabel("digit")
    return fig


def draw_08_idea_labels() -> Figure:
    """Draw the fifteen test digits whose labels are disputed."""
    y_test, images, _ = _answers()
    if len(y_test) != 10_000:
        raise SystemExit("08_idea_labels shows digits of full MNIST. Set MNIST_COURSE_DATA to it.")
    fig, axes = plt.subplots(3, 5, figsize=(WIDTH, 4.4))
    for ax, place in zip(axes.flat, DISPUTED):
        _draw_digit(images[place], ax)
        ax.set_title(f"label: {y_test[place]}")
    return fig


def draw_08_result() -> Figure:
    """Draw the confusion matrix of the course's network."""
    y_test, _, probabilities = _answers()
    ax = plot_confusion_matrix(confusion_matrix(y_test, probabilities.argmax(axis=1)))
    ax.figure.set_size_inches(WIDTH, 5.8)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(True)
    return ax.figure


def _draw_digit(image: np.ndarray, ax: Axes) -> None:
    plot_digit(image, ax=ax)
    ax.spines[:].set(visible=True, color=GREY)


def _answers() -> tuple:
    """Return the test labels, the scaled test images and the probabilities that the network gives them."""
    model = load_or_train()
    _, (X_test, y_test) = load_data()
    images = scale_images(X_test)
    return y_test, images, model.predict(images, verbose=0)


if __name__ == "__main__":
    main(globals())
