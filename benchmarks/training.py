"""How long the course's network takes to learn, in five ways of training it, measured in one run.

Run from the course folder, with nothing else running: ``python benchmarks/training.py``. On full MNIST it takes about
seven minutes. Writes ``benchmarks/training.json`` and ``docs/figures/training.png``. With ``--data sample`` or another
number of epochs it is a trial: then both go to ``artifacts/``. ``--draw`` draws the picture of the last run again.

All ways train the network 784-300-100-10 on the first 11/12 of the digits, and measure it on the rest after every
epoch, as the lessons do:

- plain Keras, as in the notebook that the course grew from: ``images / 255.`` (which is float64), lessons 3 to 5
  (batch 32, SGD 0.01, 30 epochs);
- the same updates with ``steps_per_execution=32``;
- lesson 9: float32 images, the same network, `compile_fast` and `fit_fast` (6 epochs);
- NumPy: lesson 11, batch 32, SGD 0.01, 30 epochs;
- PyTorch's eager loop, the same recipe, where it is installed (the extra [peers]).

The clock starts with the training, so it counts what Keras prepares at the first step, and not the import of a library.
It stands still while the test accuracy is measured. Each way has a process of its own, with as many threads.
Lesson 9's is so short that a busy moment would double it: it runs five times, between the others, each with a seed of
its own, and the run with the median time to the target counts.
The target is the test accuracy of that first notebook, 97.69 %. What counts are the ratios.
"""

import argparse
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
TARGET = 0.9769
LIMIT = 1 / 20
"""Lesson 9 reaches the target in this part of plain Keras's time."""

THREADS = os.cpu_count() or 1
EPOCHS = 30
SEEDS = (42, 43, 44, 45, 46)
LEARNING_RATE = 0.01
BATCH_SIZE = 32


class Record:
    """The time and the test accuracy at the end of each epoch.

    Parameters
    ----------
    measure
        Returns the test accuracy. Its time is not counted.
    """

    def __init__(self, measure: Callable[[], float]) -> None:
        self.seconds: list[float] = []
        self.accuracies: list[float] = []
        self._measure = measure
        self._measuring = 0.0
        self._start = time.perf_counter()

    def end_epoch(self) -> None:
        """Note the time, then measure."""
        now = time.perf_counter()
        self.seconds.append(now - self._start - self._measuring)
        self.accuracies.append(self._measure())
        self._measuring += time.perf_counter() - now


def train_plain(train: tuple, valid: tuple, test: tuple, epochs: int, seed: int) -> Record:
    """Train as lessons 3 to 5 do."""
    from mnist_course.compile import compile_model
    from mnist_course.fit import fit_model

    return _fit(compile_model(_network(seed), LEARNING_RATE), fit_model, train, valid, test, epochs)


def train_bundled(train: tuple, valid: tuple, test: tuple, epochs: int, seed: int) -> Record:
    """Make the same updates, 32 of them in one go."""
    from mnist_course.compile import compile_model
    from mnist_course.fit import fit_model

    model = compile_model(_network(seed), LEARNING_RATE)
    model.steps_per_execution = 32
    return _fit(model, fit_model, train, valid, test, epochs)


def train_fast(train: tuple, valid: tuple, test: tuple, epochs: int, seed: int) -> Record:
    """Train as lesson 9 does."""
    from mnist_course.speed import compile_fast, fit_fast

    steps = epochs * -(-len(train[0]) // 512)
    return _fit(compile_fast(_network(seed), steps), fit_fast, train, valid, test, epochs)


def train_by_hand(train: tuple, valid: tuple, test: tuple, epochs: int, seed: int) -> Record:
    """Train as lesson 11 does."""
    import numpy as np

    from mnist_course.by_hand import forward, init_params, train_epoch

    rng = np.random.default_rng(seed)
    params = init_params([784, 300, 100, 10], rng)

    def accuracy(digits: tuple) -> float:
        return float((forward(params, digits[0])[0].argmax(axis=1) == digits[1]).mean())

    record = Record(lambda: accuracy(test))
    for _ in range(epochs):
        train_epoch(params, train[0], train[1], rng, LEARNING_RATE, BATCH_SIZE)
        accuracy(valid)
        record.end_epoch()
    return record


def train_pytorch(train: tuple, valid: tuple, test: tuple, epochs: int, seed: int) -> Record:
    """Train with PyTorch's eager loop: the batches are cut out of one tensor."""
    import torch
    from torch import nn

    torch.set_num_threads(THREADS)
    torch.manual_seed(seed)
    widths = (784, 300, 100, 10)
    dense = [nn.Linear(*pair) for pair in pairwise(widths)]
    for layer in dense:
        # As Keras begins.
        nn.init.xavier_uniform_(layer.weight)
        nn.init.zeros_(layer.bias)
    first, second, last = dense
    model = nn.Sequential(nn.Flatten(), first, nn.ReLU(), second, nn.ReLU(), last)
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)
    loss_of = nn.CrossEntropyLoss()

    def tensors(digits: tuple) -> tuple:
        return torch.from_numpy(digits[0]), torch.from_numpy(digits[1].astype("int64"))

    @torch.no_grad()
    def accuracy(images: torch.Tensor, labels: torch.Tensor) -> float:
        return float((model(images).argmax(dim=1) == labels).float().mean())

    valid, test = tensors(valid), tensors(test)
    record = Record(lambda: accuracy(*test))
    images, labels = tensors(train)
    for _ in range(epochs):
        for batch in torch.randperm(len(images)).split(BATCH_SIZE):
            optimizer.zero_grad()
            loss = loss_of(model(images[batch]), labels[batch])
            loss.backward()
            optimizer.step()
        accuracy(*valid)
        record.end_epoch()
    return record


class Way(NamedTuple):
    """One way of training: its name in the table, the function that trains, and what it is given."""

    name: str
    train: Callable[..., Record]
    epochs: int = EPOCHS
    seeds: tuple[int, ...] = SEEDS[:1]
    images: str = "float32"


WAYS = {
    "plain": Way("plain Keras (lessons 3 to 5)", train_plain, images="float64"),
    "bundled": Way("the same, steps_per_execution=32", train_bundled, images="float64"),
    "fast": Way("Keras, lesson 9", train_fast, 6, SEEDS),
    "by_hand": Way("NumPy, lesson 11", train_by_hand),
    "pytorch": Way("PyTorch, eager loop", train_pytorch),
}


def main() -> None:
    """Measure every way in a process of its own, print, write and draw."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--data", default="full", help="full, sample, or a path to mnist.npz")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="of all ways but lesson 9's")
    parser.add_argument("--draw", action="store_true", help="only draw benchmarks/training.json")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way:
        _run_one(options)
        return
    file, picture = ROOT / "benchmarks" / "training.json", ROOT / "docs/figures/training.png"
    if options.draw:
        draw(json.loads(file.read_text()), picture)
        return
    result = _run_all(options)
    if result["data"] != "full" or options.epochs != EPOCHS:
        file, picture = ROOT / "artifacts" / "training.json", ROOT / "artifacts" / "training.png"
        file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(result, indent=1) + "\n")
    draw(result, picture)
    _print_table(result)
    print(f"Written: {file.relative_to(ROOT)}, {picture.relative_to(ROOT)}")


def _run_all(options: argparse.Namespace) -> dict:
    threads = {
        name: str(THREADS)
        for name in (
            *("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"),
            *("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"),
        )
    }
    data = options.data if options.data in ("full", "sample") else str(Path(options.data).resolve())
    environment = {**os.environ, **threads, "MNIST_COURSE_DATA": data, "TF_CPP_MIN_LOG_LEVEL": "3"}
    result: dict = {"data": "", "target": TARGET, "threads": THREADS, "limit": LIMIT, "ways": {}}
    result["versions"] = {"python": platform.python_version()}
    runs: dict[str, list[dict]] = {way: [] for way in WAYS}
    for way, seed in _in_turn():
        if way == "pytorch" and find_spec("torch") is None:
            print(
                f"{WAYS[way].name}: left out, PyTorch is not installed (pip install -e '.[peers]')."
            )
            continue
        print(f"{WAYS[way].name}, seed {seed} …", flush=True)
        epochs = options.epochs if WAYS[way].epochs == EPOCHS else WAYS[way].epochs
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "measured.json"
            command = [sys.executable, __file__, f"--way={way}", f"--out={out}"]
            command += [f"--epochs={epochs}", f"--seed={seed}"]
            # Keras's progress bar is part of a plain fit; nobody looks at it here.
            run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
            if run.returncode:
                sys.exit(run.stderr)
            runs[way].append(json.loads(out.read_text()))
    for way, measured in runs.items():
        for each in measured:
            result["data"] = each.pop("data")
            result["versions"] |= each.pop("versions")
        if measured:
            in_order = sorted(measured, key=lambda each: each["seconds_to_target"] or math.inf)
            result["ways"][way] = {"name": WAYS[way].name, **in_order[len(in_order) // 2]}
            result["ways"][way]["runs"] = [each["seconds_to_target"] for each in measured]
    plain = result["ways"]["plain"]
    # Without the target, the whole training is the least that it would take.
    until_target = plain["seconds_to_target"] or plain["seconds"][-1]
    for measured in result["ways"].values():
        ratio = measured["seconds_per_epoch"] / plain["seconds_per_epoch"]
        measured["epoch_of_plain"] = round(ratio, 3)
        reached = measured["seconds_to_target"]
        measured["time_of_plain"] = reached and round(reached / until_target, 4)
    return result


def _in_turn() -> list[tuple[str, int]]:
    """Every way and seed, the short runs between the long ones: all meet the machine's slow and fast minutes."""
    long: list[tuple[str, int]] = []
    short: list[tuple[str, int]] = []
    for name, way in WAYS.items():
        (short if len(way.seeds) > 1 else long).extend((name, seed) for seed in way.seeds)
    return [run for pair in zip_longest(long, short) for run in pair if run]


def _run_one(options: argparse.Namespace) -> None:
    """Train in one way, in this process, and write what was measured."""
    # The reference, not the learner's stubs.
    sys.path.insert(0, str(ROOT / "solutions"))
    from coursekit import mnist
    from mnist_course.load_data import load_data, scale_images, split_validation

    (images, labels), (X_test, y_test) = load_data()
    way = WAYS[options.way]
    scaled = scale_images(images) if way.images == "float32" else images / 255.0
    train, valid = split_validation(scaled, labels, len(images) // 12)
    test = scale_images(X_test), y_test
    record = way.train(train, valid, test, options.epochs, options.seed)
    lengths = [b - a for a, b in pairwise([0.0, *record.seconds])]
    reached = [s for s, a in zip(record.seconds, record.accuracies, strict=True) if a >= TARGET]
    used = [name for name in ("keras", "tensorflow", "numpy", "torch") if name in sys.modules]
    measured = {
        "seconds_per_epoch": round(statistics.median(lengths), 3),
        "seconds_to_target": round(reached[0], 3) if reached else None,
        "final_test_accuracy": round(record.accuracies[-1], 4),
        "seconds": [round(s, 3) for s in record.seconds],
        "test_accuracy": [round(a, 4) for a in record.accuracies],
        "data": mnist.find().name,
        "versions": {name: version(name) for name in used},
    }
    options.out.write_text(json.dumps(measured))


def _network(seed: int) -> object:
    import keras

    from mnist_course.build_mlp import build_mlp

    keras.utils.set_random_seed(seed)
    return build_mlp()


def _fit(model, fit: Callable, train: tuple, valid: tuple, test: tuple, epochs: int) -> Record:
    """Train with a lesson's own function. It takes no callback, so the model brings it along."""
    import keras
    import numpy as np

    def accuracy() -> float:
        batches = np.array_split(test[0], 10)
        answers = [np.asarray(model(batch, training=False)).argmax(axis=1) for batch in batches]
        return float((np.concatenate(answers) == test[1]).mean())

    class Measure(keras.callbacks.Callback):
        def on_epoch_end(self, epoch: int, logs: dict | None = None) -> None:
            record.end_epoch()

    plain_fit = model.fit
    model.fit = lambda *args, **options: plain_fit(*args, callbacks=[Measure()], **options)
    record = Record(accuracy)
    fit(model, train, valid, epochs=epochs)
    return record


def draw(result: dict, path: Path) -> None:
    """Draw the test accuracy against the time, on a logarithmic axis."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt
    from matplotlib.ticker import LogLocator, NullLocator
    from PIL import Image

    # Okabe and Ito's colours, which colour-blind people can tell apart.
    looks = {
        "plain": ("#0072B2", "o-"),
        "bundled": ("#56B4E9", "s-"),
        "fast": ("#D55E00", "D-"),
        "by_hand": ("#009E73", "^-"),
        "pytorch": ("#CC79A7", "v-"),
    }
    plt.rcParams.update({"font.size": 11.5, "axes.spines.top": False, "axes.spines.right": False})
    fig, ax = plt.subplots(figsize=(6.0, 4.2), layout="constrained")
    for way, measured in result["ways"].items():
        colour, style = looks[way]
        percent = [100 * a for a in measured["test_accuracy"]]
        label = measured["name"]
        ax.plot(measured["seconds"], percent, style, color=colour, markersize=4, label=label)
    ax.axhline(100 * TARGET, color="#666666", linestyle="--", linewidth=1.2, zorder=0)
    ax.annotate(
        f"{TARGET:.2%}",
        (0, 100 * TARGET),
        xycoords=("axes fraction", "data"),
        xytext=(4, 4),
        textcoords="offset points",
        color="#666666",
    )
    low = min(min(measured["test_accuracy"]) for measured in result["ways"].values())
    ax.set_xscale("log")
    ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.xaxis.set_major_formatter("{x:g}")
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set_ylim(100 * low - 0.5, None)
    ax.set_xlabel("seconds of training (each mark is an epoch)")
    ax.set_ylabel("test accuracy in %")
    ax.grid(alpha=0.3)
    fig.legend(loc="outside upper center", ncols=2, frameon=False, fontsize=10)
    fig.savefig(path, dpi=150, facecolor="white")
    if path.parent.name == "figures":
        from coursekit.authoring.made_from import keep_picture

        source, command = "benchmarks/training.json", "python benchmarks/training.py --draw"
        keep_picture(ROOT, path.name, [source], command)
    plt.close(fig)
    Image.open(path).convert("RGB").quantize(64).save(path, optimize=True)


def _print_table(result: dict) -> None:
    print(f"{'':34} s/epoch  of plain   {TARGET:.2%} after  of plain   at the end")
    for measured in result["ways"].values():
        reached, ratio = measured["seconds_to_target"], measured["time_of_plain"]
        after = f"{reached:10.1f} s  {ratio:8.3f}" if reached else f"{'never':>12}  {'':8}"
        print(
            f"{measured['name']:34} {measured['seconds_per_epoch']:7.2f}  {measured['epoch_of_plain']:8.2f}   "
            f"{after}   {measured['final_test_accuracy']:9.2%}"
        )


if __name__ == "__main__":
    main()
