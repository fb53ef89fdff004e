"""Draw the figures of lesson 09: ``python docs/figures/make_figures_09.py [NAME ...]``.

Without names, all are drawn. The digits are those that `coursekit.mnist` finds (set MNIST_COURSE_DATA to choose
them), the functions are the reference's, the seeds are fixed. 09_idea_batch and 09_result train, and measure times:
one to two minutes each with full MNIST, with nothing else running.
"""

import time

import keras
import matplotlib.pyplot as plt
import numpy as np
from drawing import BLUE, GREEN, GREY, ORANGE, PINK, RED, SKY, WIDTH, main
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import PercentFormatter

from mnist_course.build_mlp import build_mlp
from mnist_course.load_data import load_data, scale_images, split_validation
from mnist_course.speed import compile_fast, fit_fast


def draw_09_idea() -> Figure:
    """Draw four steps as a plain fit takes them, and in one go."""
    fig, ax = plt.subplots(figsize=(WIDTH, 2.5))
    ax.set(xlim=(-0.1, 8.3), ylim=(-0.9, 4.4))
    ax.axis("off")
    # A plain fit takes twice as long as the same updates in one go: measured, at batch 32.
    rows = [(2.6, "a plain fit", "sbsbsbsb"), (0.3, "four steps in one go", "ssssb")]
    for bottom, name, boxes in rows:
        ax.text(0, bottom + 1.15, name, fontweight="bold", va="bottom")
        for left, kind in enumerate(boxes):
            colour = BLUE if kind == "s" else ORANGE
            text = "step" if kind == "s" else "between"
            ax.add_patch(
                Rectangle((left, bottom), 0.97, 1, facecolor=colour, alpha=0.3, edgecolor=colour)
            )
            ax.text(left + 0.48, bottom + 0.5, text, ha="center", va="center", fontsize=10.5)
    arrow = {"arrowstyle": "->", "linewidth": 1.5}
    ax.annotate("", (8.2, -0.25), (0, -0.25), arrowprops=arrow)
    ax.text(8.2, -0.4, "time", ha="right", va="top")
    return fig


def draw_09_idea_batch() -> Figure:
    """Draw what the batch size does to an epoch's time, and to the accuracy after three epochs."""
    train, valid = _digits()
    sizes = (32, 64, 128, 256, 512)
    seconds, plain, adam = [], [], []
    for size in sizes:
        for optimizer, accuracies in (
            (keras.optimizers.SGD(0.01), plain),
            (keras.optimizers.Adam(0.005), adam),
        ):
            model = _compiled(optimizer, 32)()
            clock = _Clock()
            history = model.fit(
                *train,
                batch_size=size,
                epochs=3,
                validation_data=valid,
                callbacks=[clock],
                verbose=0,
            )
            accuracies.append(history.history["val_accuracy"][-1])
            if accuracies is plain:
                # Not the first epoch, in which Keras prepares the step.
                seconds.append(min(np.diff(clock.seconds)))
        print(size, seconds[-1], plain[-1], adam[-1], flush=True)
    fig, (left, right) = plt.subplots(1, 2, figsize=(WIDTH, 3.2))
    places = np.arange(len(sizes))
    left.bar(places, np.array(seconds) / seconds[0], color=BLUE, alpha=0.7)
    left.set_title("time of an epoch")
    left.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25%", "50%", "75%", "100%"])
    right.plot(places, plain, "o-", color=RED, linewidth=2, label="SGD, rate 0.01")
    right.plot(places, adam, "s--", color=GREEN, linewidth=2, label="Adam, rate 0.005")
    right.set_title("accuracy after 3 epochs")
    right.set_ylim(min(plain) - 0.08, 1)
    right.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    right.legend(loc="lower left")
    right.grid(alpha=0.4)
    for ax in (left, right):
        ax.set_xticks(places, sizes)
        ax.set_xlabel("batch size")
    return fig


def draw_09_idea_adam() -> Figure:
    """Draw twenty steps of SGD and of Adam in a long, narrow valley."""
    steep = np.array([0.05, 1.0])  # The loss is the sum of steep * place ** 2.
    start = np.array([-9.0, 2.4])

    def sgd(rate: float = 0.85) -> np.ndarray:
        places = [start]
        for _ in range(20):
            places.append(places[-1] - rate * 2 * steep * places[-1])
        return np.array(places)

    def adam(rate: float = 0.8) -> np.ndarray:
        places, mean, square = [start], np.zeros(2), np.zeros(2)
        for step in range(1, 21):
            slope = 2 * steep * places[-1]
            mean, square = 0.5 * mean + 0.5 * slope, 0.9 * square + 0.1 * slope**2
            size = np.sqrt(square / (1 - 0.9**step))
            places.append(places[-1] - rate * mean / (1 - 0.5**step) / size)
        return np.array(places)

    x, y = np.meshgrid(np.linspace(-10, 3, 200), np.linspace(-3, 3, 200))
    loss = steep[0] * x**2 + steep[1] * y**2
    fig, axes = plt.subplots(2, 1, figsize=(WIDTH, 3.9), sharex=True)
    for ax, title, places, colour in zip(axes, ("SGD", "Adam"), (sgd(), adam()), (RED, GREEN)):
        ax.contour(x, y, loss, levels=[0.05, 0.3, 1, 2, 3.5, 5.5, 8], colors=GREY, linewidths=0.8)
        ax.plot(*places.T, "o-", color=colour, markersize=4, linewidth=1.5)
        ax.plot(*start, "o", color="black", markersize=7)
        ax.plot(0, 0, "*", color="black", markersize=12)
        ax.set_title(title)
        ax.set(xticks=[], yticks=[])
    return fig


def draw_09_idea_schedule() -> Figure:
    """Draw the learning rate of the lesson's training on full MNIST."""
    steps = 648
    model = compile_fast(_network(), steps)
    updates = np.arange(0, steps + 1, 2)
    rates = []
    for update in updates:
        model.optimizer.iterations.assign(int(update))
        rates.append(float(model.optimizer.learning_rate))
    fig, ax = plt.subplots(figsize=(WIDTH, 3.0))
    ax.plot(updates, rates, color=BLUE, linewidth=2.5)
    ax.axvspan(0, steps // 10, color=ORANGE, alpha=0.2, linewidth=0)
    ax.text(steps / 10 + 12, 0.0004, "warm-up", ha="left", va="bottom")
    ax.annotate(
        "peak_rate", (steps // 10, 0.005), xytext=(12, 2), textcoords="offset points", va="bottom"
    )
    ax.text(400, 0.0034, "half a cosine")
    ax.set(xlim=(0, steps), ylim=(0, 0.0058), xlabel="update", ylabel="learning rate")
    ax.set_yticks([0, 0.001, 0.002, 0.003, 0.004, 0.005])
    ax.grid(alpha=0.4)
    return fig


def draw_09_result() -> Figure:
    """Draw the validation accuracy against the time, step by step from lesson 5's way to lesson 9's."""
    train, valid = _digits()
    steps = 6 * -(-len(train[0]) // 512)
    ways = {
        "lesson 5: batch 32, SGD": (_compiled(keras.optimizers.SGD(0.01), 1), 32, BLUE, "o-"),
        "+ 32 steps in one go": (_compiled(keras.optimizers.SGD(0.01), 32), 32, SKY, "s-"),
        "+ batch 512": (_compiled(keras.optimizers.SGD(0.01), 32), 512, ORANGE, "^-"),
        "+ Adam": (_compiled(keras.optimizers.Adam(5e-3), 32), 512, PINK, "v-"),
        "+ warm-up and cosine": (lambda: compile_fast(_network(), steps), 512, RED, "D-"),
    }
    fig, ax = plt.subplots(figsize=(WIDTH, 3.9))
    for name, (make, batch_size, colour, style) in ways.items():
        model = make()
        start = time.perf_counter()
        seen = fit_fast(model, train, valid, epochs=6, batch_size=batch_size).history
        seconds = (time.perf_counter() - start) / 6 * np.arange(1, 7)
        print(name, seconds[-1], seen["val_accuracy"][-1], flush=True)
        ax.plot(
            seconds,
            seen["val_accuracy"],
            style,
            color=colour,
            linewidth=2,
            markersize=5,
            label=name,
        )
    ax.set(xlabel="seconds", ylabel="validation accuracy", xlim=(0, None), ylim=(0.8, 1))
    ax.set_yticks([0.8, 0.85, 0.9, 0.95, 1])
    ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.legend(loc="lower right")
    ax.grid(alpha=0.4)
    return fig


class _Clock(keras.callbacks.Callback):
    """The time at the end of each epoch."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []

    def on_epoch_end(self, epoch: int, logs: dict | None = None) -> None:
        self.seconds.append(time.perf_counter())


def _digits() -> tuple:
    (images, labels), _ = load_data()
    return split_validation(scale_images(images), labels, len(images) // 12)


def _network() -> keras.Model:
    keras.utils.set_random_seed(42)
    return build_mlp()


def _compiled(optimizer: keras.optimizers.Optimizer, in_one_go: int):
    def make() -> keras.Model:
        model = _network()
        model.compile(
            loss="sparse_categorical_crossentropy",
            optimizer=optimizer,
            metrics=["accuracy"],
            steps_per_execution=in_one_go,
        )
        return model

    return make


if __name__ == "__main__":
    main(globals())
