"""Draw the figures of lessons 04 to 07: ``python docs/figures/make_figures_04_07.py [NAME ...]``.

Without names, all are drawn. The digits are those that `coursekit.mnist` finds (set MNIST_COURSE_DATA to choose
them), the functions are the reference's, the seeds are fixed. Lesson 05's curves take 30 epochs: some seconds with
the sample, some minutes with full MNIST. Lessons 06 and 07 use the network that solutions/05_fit.ipynb saved.
"""

import keras
import matplotlib.pyplot as plt
import numpy as np
from drawing import BLUE, GREEN, GREY, ORANGE, RED, WIDTH, arrow, main
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from coursekit import load_or_train
from mnist_course.build_mlp import build_mlp
from mnist_course.compile import compile_model
from mnist_course.evaluate import describe_result, evaluate_model
from mnist_course.fit import fit_model, plot_learning_curves
from mnist_course.load_data import load_data, scale_images, split_validation
from mnist_course.predict import plot_predictions, predict_digits

LEARNING_RATES = {0.01: (BLUE, "-"), 0.1: (GREEN, "--"), 1.0: (RED, ":")}


def draw_04_idea() -> Figure:
    """Draw the loss of one image against the probability of the right digit."""
    fig, ax = plt.subplots(figsize=(WIDTH, 3.6))
    p = np.linspace(0.006, 1, 400)
    ax.plot(p, -np.log(p), color=BLUE, linewidth=2.5)
    for value, text in ((0.01, "1%"), (0.1, "10%"), (0.5, "50%"), (0.9, "90%")):
        loss = -np.log(value)
        ax.plot(value, loss, "o", color=RED, markersize=8)
        ax.annotate(
            f"{text}: loss {loss:.2f}", (value, loss), xytext=(12, 8), textcoords="offset points"
        )
    ax.set(xlim=(0, 1.12), ylim=(0, 5.4))
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    ax.set_xlabel("probability that it gave to the right digit")
    ax.set_ylabel("loss (surprise)")
    return fig


def draw_04_idea_steps() -> Figure:
    """Draw seven steps of gradient descent in a valley, with three learning rates."""
    fig, axes = plt.subplots(1, 3, figsize=(WIDTH, 2.6), sharey=True)
    x = np.linspace(-2.6, 2.6, 200)
    titles = ("learning rate too small", "just right", "too large")
    for ax, title, rate, colour in zip(axes, titles, (0.03, 0.3, 1.04), (BLUE, GREEN, RED)):
        # The height is x squared, so the slope is 2x and a step goes from x to x - rate * 2x.
        places = 1.3 * (1 - 2 * rate) ** np.arange(8)
        ax.plot(x, x**2, color=GREY, linewidth=2)
        ax.plot(places, places**2, "o-", color=colour, markersize=5, linewidth=1.5, zorder=3)
        ax.plot(places[0], places[0] ** 2, "o", color="black", markersize=8, zorder=4)
        ax.set_title(title)
        ax.set_xlabel("a parameter")
        ax.set(xticks=[], yticks=[], xlim=(-2.6, 2.6), ylim=(-0.4, 6))
    axes[0].set_ylabel("loss")
    axes[0].annotate("start", (1.3, 1.69), xytext=(-38, 2), textcoords="offset points")
    return fig


def draw_04_result() -> Figure:
    """Draw the network's loss during thirty steps with three learning rates."""
    (X_train_full, y_train_full), _ = load_data()
    images, labels = scale_images(X_train_full[:1000]), y_train_full[:1000]
    fig, ax = plt.subplots(figsize=(WIDTH, 3.4))
    for rate, (colour, style) in LEARNING_RATES.items():
        keras.utils.set_random_seed(42)
        model = compile_model(build_mlp(), learning_rate=rate)
        history = model.fit(images, labels, epochs=30, batch_size=len(images), verbose=0)
        label = f"learning rate {rate}"
        ax.plot(history.history["loss"], style, color=colour, linewidth=2.5, label=label)
    ax.set(xlim=(0, 29), ylim=(0, 4.5), xlabel="step", ylabel="loss")
    ax.legend()
    ax.grid(alpha=0.4)
    return fig


def draw_05_idea() -> Figure:
    """Draw an epoch: all images in a row, cut into batches, a step after each."""
    fig, ax = plt.subplots(figsize=(WIDTH, 2.7))
    ax.set(xlim=(0, 12), ylim=(0, 5.2))
    ax.axis("off")
    boxes = [(0.1, "batch 1"), (2.6, "batch 2"), (5.1, "batch 3"), (9.5, "batch 1719")]
    for left, name in boxes:
        ax.add_patch(Rectangle((left, 2.5), 2.3, 1.3, facecolor=BLUE, alpha=0.25, edgecolor=BLUE))
        count = 24 if name.endswith("19") else 32
        ax.text(left + 1.15, 3.15, f"{name}\n{count} images", ha="center", va="center", fontsize=11)
        ax.add_patch(arrow((left + 1.15, 2.4), (left + 1.15, 1.45), RED))
        ax.text(left + 1.15, 1.0, f"step {name[6:]}", ha="center", va="center", color=RED)
    for height in (3.15, 1.0):
        ax.text(8.45, height, "…", ha="center", va="center", fontsize=20)
    ax.annotate("", (0.1, 4.3), (11.8, 4.3), arrowprops={"arrowstyle": "<->", "linewidth": 1.5})
    ax.text(5.95, 4.5, "one epoch: all 55,000 training images", ha="center", va="bottom")
    ax.text(5.95, 0.05, "before each epoch: shuffle", ha="center", va="bottom")
    return fig


def draw_05_idea_overfitting() -> Figure:
    """Draw the two losses of a network that learns 300 images by heart."""
    (X_train_full, y_train_full), _ = load_data()
    images = scale_images(X_train_full[:1300])
    train, valid = split_validation(images, y_train_full[:1300], 1000)
    keras.utils.set_random_seed(42)
    model = compile_model(build_mlp(), learning_rate=0.1)
    seen = model.fit(*train, epochs=60, validation_data=valid, verbose=0).history
    fig, ax = plt.subplots(figsize=(WIDTH, 3.4))
    epochs = np.arange(1, 61)
    ax.plot(epochs, seen["loss"], color=BLUE, linewidth=2.5, label="training loss")
    ax.plot(epochs, seen["val_loss"], "--", color=RED, linewidth=2.5, label="validation loss")
    best = int(np.argmin(seen["val_loss"]))
    ax.axvline(best + 1, color=GREY, linewidth=1.5)
    ax.annotate(
        "from here on:\noverfitting", (best + 1, 0.8), xytext=(8, 0), textcoords="offset points"
    )
    ax.set(xlim=(0, 60), ylim=(0, 1), xlabel="epoch", ylabel="loss")
    ax.legend()
    ax.grid(alpha=0.4)
    return fig


def draw_05_result() -> Figure:
    """Draw the learning curves of the course's training."""
    (X_train_full, y_train_full), _ = load_data()
    n_valid = len(X_train_full) // 12
    train, valid = split_validation(scale_images(X_train_full), y_train_full, n_valid)
    keras.utils.set_random_seed(42)
    history = fit_model(compile_model(build_mlp()), train, valid)
    ax = plot_learning_curves(history.history)
    colours = {"loss": BLUE, "accuracy": GREEN, "val_loss": ORANGE, "val_accuracy": RED}
    for line in ax.lines:
        line.set(color=colours[line.get_label()], linewidth=2.5)
        line.set_linestyle("--" if line.get_label().startswith("val") else "-")
    ax.legend(loc="center right")
    ax.set_xlabel("epoch")
    ax.figure.set_size_inches(WIDTH, 3.75)
    return ax.figure


def draw_06_idea() -> Figure:
    """Draw the three sets, and when each of them is used."""
    fig, ax = plt.subplots(figsize=(WIDTH, 3.0))
    ax.set(xlim=(0, 12), ylim=(0, 6))
    ax.axis("off")
    sets = [
        (
            0.0,
            3.8,
            BLUE,
            "training set\n55,000",
            "used at\nevery step",
            "the network\nlearns from it",
        ),
        (
            4.1,
            3.8,
            ORANGE,
            "validation set\n5,000",
            "used after\nevery epoch",
            "you decide\nwith it",
        ),
        (
            8.2,
            3.8,
            GREEN,
            "test set\n10,000",
            "used once,\nat the end",
            "it tells you how\ngood the network is",
        ),
    ]
    for left, width, colour, name, when, why in sets:
        middle = left + width / 2
        ax.add_patch(
            Rectangle((left, 4.2), width, 1.7, facecolor=colour, alpha=0.3, edgecolor=colour)
        )
        ax.text(middle, 5.05, name, ha="center", va="center", fontweight="bold")
        ax.add_patch(arrow((middle, 4.1), (middle, 3.3), colour))
        ax.text(middle, 2.6, when, ha="center", va="center")
        ax.text(middle, 0.9, why, ha="center", va="center", style="italic")
    ax.plot([8.05, 8.05], [0, 6], color="black", linestyle=":", linewidth=1.5)
    return fig


def draw_06_result() -> Figure:
    """Draw the share of wrong answers for each digit, under the two lines of the result."""
    model = load_or_train()
    _, (X_test, y_test) = load_data()
    X_test = scale_images(X_test)
    wrong = predict_digits(model, X_test) != y_test
    fig, ax = plt.subplots(figsize=(WIDTH, 3.0))
    ax.bar(range(10), [100 * wrong[y_test == digit].mean() for digit in range(10)], color=BLUE)
    ax.set_title(describe_result(*evaluate_model(model, X_test, y_test)), family="monospace")
    ax.set(xticks=range(10), xlabel="digit", ylabel="wrong answers, in %")
    return fig


def draw_07_idea() -> Figure:
    """Draw two digits with the ten probabilities that the network gives them."""
    model = load_or_train()
    _, (X_test, _) = load_data()
    images = scale_images(X_test[:500])
    outputs = model.predict(images, verbose=0)
    places = (0, int(outputs.max(axis=1).argmin()))
    fig, axes = plt.subplots(2, 2, figsize=(WIDTH, 4.6), width_ratios=(1, 2.6))
    for row, place in zip(axes, places):
        answer = int(outputs[place].argmax())
        row[0].imshow(images[place], cmap="binary")
        row[0].axis("off")
        colours = [RED if digit == answer else BLUE for digit in range(10)]
        row[1].bar(range(10), outputs[place], color=colours)
        row[1].set_title(f"largest: {outputs[place].max():.0%}, so the answer is {answer}")
        row[1].set_xticks(range(10))
        row[1].set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
        row[1].set_ylim(0, 1.05)
    axes[1, 1].set_xlabel("digit")
    return fig


def draw_07_result() -> Figure:
    """Draw the first three test digits with the network's answers."""
    model = load_or_train()
    _, (X_test, y_test) = load_data()
    images = scale_images(X_test[:3])
    fig = plot_predictions(images, predict_digits(model, images), y_test[:3])
    fig.set_size_inches(WIDTH, 2.3)
    return fig


if __name__ == "__main__":
    main(globals())
