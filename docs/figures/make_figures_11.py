"""Draw the figures of lesson 11: ``python docs/figures/make_figures_11.py [NAME ...]``.

Without names, all are drawn. The digits are those that `coursekit.mnist` finds (set MNIST_COURSE_DATA to choose
them), the functions are the reference's, the seeds are fixed. `11_result` trains the network twice for 30 epochs: some
seconds with the sample, some minutes with full MNIST.
"""

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from drawing import BLUE, GREEN, GREY, ORANGE, RED, WIDTH, arrow, main
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import PercentFormatter

from mnist_course.by_hand import forward, init_params, train_epoch
from mnist_course.load_data import load_data, scale_images, split_validation


def draw_11_idea() -> Figure:
    """Draw the way forward through the layers to the loss, and the way back."""
    fig, ax = _canvas(12, 5.6, 2.8)
    boxes = [
        (0.9, "image\n784", GREY),
        (3.2, "layer 1\n300", BLUE),
        (5.5, "layer 2\n100", BLUE),
        (7.8, "layer 3\n10", BLUE),
        (10.8, "loss", ORANGE),
    ]
    for x, name, colour in boxes:
        ax.add_patch(
            Rectangle((x - 0.8, 2.2), 1.6, 1.3, facecolor=colour, alpha=0.25, edgecolor=colour)
        )
        ax.text(x, 2.85, name, ha="center", va="center", fontsize=10.5)
    labels = ("", "relu", "relu", "softmax")
    for (left, _, _), (right, _, _), label in zip(boxes, boxes[1:], labels):
        ax.add_patch(arrow((left + 0.75, 3.75), (right - 0.75, 3.75), BLUE, bend=-0.35))
        ax.text((left + right) / 2, 4.3, label, ha="center", va="bottom", color=BLUE, fontsize=10)
    for (left, _, _), (right, _, _) in list(pairwise(boxes))[1:]:
        ax.add_patch(arrow((right - 0.75, 1.95), (left + 0.75, 1.95), RED, bend=-0.35))
    for x, _, _ in boxes[1:4]:
        ax.add_patch(arrow((x, 2.1), (x, 0.95), RED))
        ax.text(x, 0.45, "gradients\nof W and b", ha="center", va="center", color=RED, fontsize=9.5)
    ax.text(0.1, 5.2, "forward: what comes out?", color=BLUE, va="center", fontweight="bold")
    ax.text(9.15, 0.75, "backward:\nwho is to blame?", color=RED, va="center", fontweight="bold")
    return fig


def draw_11_idea_slope() -> Figure:
    """Draw the loss against one parameter, and its slope at two places."""
    fig, ax = plt.subplots(figsize=(WIDTH, 3.2))
    x = np.linspace(-1.2, 3.4, 200)
    ax.plot(x, _valley(x), color=GREY, linewidth=2.5)
    for place, side in ((2.6, "right"), (-0.4, "left")):
        slope = (_valley(place + 1e-5) - _valley(place - 1e-5)) / 2e-5
        along = np.array([-0.55, 0.55])
        ax.plot(place + along, _valley(place) + slope * along, color=RED, linewidth=2.5)
        ax.plot(place, _valley(place), "o", color="black", markersize=8)
        ax.annotate(
            "",
            (place - np.sign(slope) * 0.75, 0.35),
            (place, 0.35),
            arrowprops={"arrowstyle": "-|>", "color": BLUE, "linewidth": 2.5},
        )
        text = f"slope {slope:+.1f}".replace("-", "−")
        ax.text(
            place + (0.25 if side == "right" else -0.1),
            _valley(place) + (-0.45 if side == "right" else 0.55),
            text,
            color=RED,
            fontweight="bold",
            ha="left",
        )
    ax.text(1.1, 0.35, "steps", color=BLUE, ha="center", va="center", fontweight="bold")
    ax.set(
        xlim=(-1.3, 3.7), ylim=(0, 4.2), xlabel="a parameter", ylabel="loss", xticks=[], yticks=[]
    )
    return fig


def draw_11_idea_chain() -> Figure:
    """Draw how a nudge goes from a weight to the loss, and how the slopes are multiplied on the way back."""
    fig, ax = _canvas(12, 4.6, 2.3)
    for x, name, nudge in (
        (1.6, "weight", "+0.01"),
        (6.0, "score", "+0.03"),
        (10.4, "loss", "+0.015"),
    ):
        ax.add_patch(Rectangle((x - 1.1, 1.7), 2.2, 1.2, facecolor=BLUE, alpha=0.2, edgecolor=BLUE))
        ax.text(x, 2.3, name, ha="center", va="center")
        ax.text(x, 3.4, nudge, ha="center", va="center", color=BLUE, fontweight="bold")
    for left, slope in ((2.7, "× 3"), (7.1, "× 0.5")):
        ax.add_patch(arrow((left + 0.1, 2.3), (left + 2.1, 2.3), BLUE))
        ax.text(left + 1.1, 2.75, slope, ha="center", va="center", color=BLUE)
    ax.add_patch(arrow((10.4, 1.6), (1.6, 1.6), RED, bend=-0.12))
    ax.text(
        6.0,
        0.35,
        "slope of the loss for this weight: 3 × 0.5 = 1.5",
        ha="center",
        va="center",
        color=RED,
    )
    ax.text(6.0, 4.3, "nudge the weight by 0.01", ha="center", va="center", color=BLUE)
    return fig


def draw_11_idea_shapes() -> Figure:
    """Draw the tables that a layer multiplies and adds, with their shapes."""
    fig, ax = _canvas(12, 5.2, 2.6)
    tables = [
        (0.2, 3.4, 1.3, BLUE, "inputs", "32 × 784"),
        (4.3, 2.2, 3.3, ORANGE, "W", "784 × 300"),
        (7.3, 2.2, 0.28, GREEN, "b", "300"),
        (10.2, 1.7, 1.3, BLUE, "outputs", "32 × 300"),
    ]
    middle = 2.7
    for x, width, height, colour, name, shape in tables:
        ax.add_patch(
            Rectangle(
                (x, middle - height / 2),
                width,
                height,
                facecolor=colour,
                alpha=0.3,
                edgecolor=colour,
            )
        )
        top = middle + height / 2 + 0.3
        ax.text(x + width / 2, top, name, ha="center", va="center", fontweight="bold")
        ax.text(x + width / 2, middle - height / 2 - 0.35, shape, ha="center", va="center")
    for x, sign in ((3.95, "@"), (6.9, "+"), (9.85, "=")):
        ax.text(x, middle, sign, ha="center", va="center", fontsize=15)
    ax.text(1.9, middle, "a row for each image", ha="center", va="center", fontsize=9)
    ax.text(5.4, middle, "a column for\neach neuron", ha="center", va="center", fontsize=9)
    return fig


def draw_11_idea_blame() -> Figure:
    """Draw ten probabilities, the label as ten numbers, and their difference."""
    p = np.array([0.02, 0.05, 0.1, 0.03, 0.02, 0.05, 0.01, 0.6, 0.02, 0.1])
    label = 2
    one_hot = np.eye(10)[label]
    fig, axes = plt.subplots(1, 3, figsize=(WIDTH, 2.7), sharey=True)
    rows = (("probabilities", p, BLUE), ("label 2", one_hot, GREEN), ("blame", p - one_hot, RED))
    for ax, (title, values, colour) in zip(axes, rows):
        ax.bar(range(10), values, color=colour)
        ax.axhline(0, color="black", linewidth=1)
        ax.set_title(title, color=colour, fontweight="bold")
        ax.set_xticks(range(10))
        ax.tick_params(axis="x", labelsize=9)
        for digit in (2, 7):
            if values[digit]:
                text = f"{values[digit]:+.1f}" if title == "blame" else f"{values[digit]:.1f}"
                low = values[digit] < 0
                ax.text(
                    digit,
                    values[digit] + (-0.05 if low else 0.03),
                    text.replace("-", "−"),
                    ha="center",
                    va="top" if low else "bottom",
                    fontsize=10,
                )
    axes[0].set(ylim=(-1.15, 1.2))
    axes[1].text(-1.9, 0.75, "−", ha="center", va="center", fontsize=24, clip_on=False)
    axes[2].text(-1.9, 0.75, "=", ha="center", va="center", fontsize=24, clip_on=False)
    axes[1].set_xlabel("digit")
    return fig


def draw_11_result() -> Figure:
    """Draw the validation accuracy of the same training, by hand and with Keras."""
    import keras

    from mnist_course.build_mlp import build_mlp
    from mnist_course.compile import compile_model
    from mnist_course.fit import fit_model

    (X_train_full, y_train_full), _ = load_data()
    n_valid = len(X_train_full) // 12
    train, valid = split_validation(scale_images(X_train_full), y_train_full, n_valid)
    rng = np.random.default_rng(42)
    params, by_hand = init_params([784, 300, 100, 10], rng), []
    for _ in range(30):
        train_epoch(params, *train, rng)
        by_hand.append((forward(params, valid[0])[0].argmax(axis=1) == valid[1]).mean())
    keras.utils.set_random_seed(42)
    history = fit_model(compile_model(build_mlp()), train, valid).history
    fig, ax = plt.subplots(figsize=(WIDTH, 3.4))
    epochs = np.arange(1, 31)
    ax.plot(epochs, by_hand, color=BLUE, linewidth=2.5, label="by hand, with NumPy")
    ax.plot(epochs, history["val_accuracy"], "--", color=ORANGE, linewidth=2.5, label="Keras")
    ax.set(xlim=(0, 30), xlabel="epoch", ylabel="validation accuracy")
    ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.legend(loc="lower right")
    ax.grid(alpha=0.4)
    return fig


def _valley(x: np.ndarray) -> np.ndarray:
    return 0.8 * (x - 1.1) ** 2 + 0.9


def _canvas(width: float, height: float, inches: float) -> tuple[Figure, plt.Axes]:
    fig, ax = plt.subplots(figsize=(WIDTH, inches))
    ax.set(xlim=(0, width), ylim=(0, height))
    ax.axis("off")
    return fig, ax


if __name__ == "__main__":
    main(globals())
