"""``course certificate``: a page with the learner's own results, once all checks of the core lessons pass."""

import base64
import contextlib
import hashlib
import io
import json
import math
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from html import escape
from importlib.metadata import version
from pathlib import Path
from string import Template

import numpy as np
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from coursekit import mnist
from coursekit.checks.results import Status, by_function, function_status
from coursekit.checks.run import run_checks
from coursekit.errors import CourseError
from coursekit.files import write_atomically
from coursekit.grading.grade import course_fingerprint
from coursekit.manifest import load_manifest
from coursekit.worker.learner import Learner

EPOCHS, LEARNING_RATE = 30, 0.01
"""The course's defaults."""


@dataclass(frozen=True)
class Result:
    """What came of a training. Loss, accuracy and matrix (actual, predicted) are for the test digits.

    `curve` holds accuracy, loss, val_accuracy and val_loss, a number for each epoch; `seconds` is how long it took.
    """

    n_train: int
    n_valid: int
    seconds: float
    loss: float
    accuracy: float
    matrix: list[list[int]]
    curve: dict[str, list[float]]


def make_certificate(root: Path, name: str, out: Path) -> int:
    """Check the core lessons, train with the learner's functions, measure here, and write the page.

    Parameters
    ----------
    root
        The course folder.
    name
        Whose certificate it is; may be empty.
    out
        The page. It is written only when everything is right.

    Returns
    -------
    int
        The exit code: 1 when lessons are open.

    Raises
    ------
    CourseError
        When what the learner's functions say differs from what is measured here.
    """
    console, manifest, found = Console(highlight=False, markup=False), load_manifest(), mnist.find()
    console.print(f"Digits: {found.name} ({found.where})")
    core, files = manifest.core, _files(root)
    with _learner(root, "sample") as learner, _busy(console, f"checking {len(core)} lessons"):
        results = run_checks([lesson.tests for lesson in core], learner, root)
    functions = [function for lesson in core for function in lesson.functions]
    states = {function.name: Status.NOT_STARTED for function in functions}
    states |= {each: function_status(group) for (_, each), group in by_function(results).items()}
    left = [function for function in functions if states[function.name] is not Status.PASSED]
    if left:
        console.print("No certificate yet: it needs all checks of the core lessons. Still open:")
        for lesson in core:
            open_ones = [
                f"{f.name} ({states[f.name].value})" for f in lesson.functions if f in left
            ]
            if open_ones:
                console.print(f"  {lesson.number} {lesson.title}: {', '.join(open_ones)}")
        first = int(left[0].lesson_number)
        console.print(f"→ `course check {first}` says what to do, then go on from there.")
        return 1
    with _learner(root, str(found.path)) as learner, _busy(console, f"training, {EPOCHS} epochs"):
        result, number = train(learner)
    if _files(root) != files:
        raise CourseError("mnist_course/ changed in between.\n→ Run course certificate once more.")
    facts = {
        "name": name.strip(),
        "date": str(date.today()),
        "course": f"{version('mnist-course')} ({course_fingerprint()})",
        "digits": found.name,
        "lessons": [f"{lesson.number} {lesson.title}" for lesson in core],
        "functions": len(functions),
        "checks": len(results),
        **asdict(result),
    }
    # A name in another encoding than the terminal's may hold what is no Unicode.
    write_atomically(out, page(facts, files, number).encode(errors="replace").decode())
    console.print(f"Your network reads {result.accuracy:.2%} of the test digits right.")
    console.print(f"Your certificate, to be opened in a browser: {out}", soft_wrap=True)
    return 0


def train(learner: Learner, epochs: int = EPOCHS) -> tuple[Result, str]:
    """Train with the learner's functions on the digits that were found, and measure on this side.

    Returns
    -------
    (Result, str)
        The result, and a picture (a data URI) of its accuracy in percent, in test digits that the network read.

    Raises
    ------
    CourseError
        When what the learner's functions say differs from what is measured.
    """
    (images, labels), (test_images, y_test) = mnist.load_data()
    (own_images, own_labels), _ = learner.load_data()
    if not (np.array_equal(own_images, images) and np.array_equal(own_labels, labels)):
        raise _differs(
            "load_data gives other digits", f"asked for were those in {mnist.find().path}"
        )
    n_valid = len(images) // 12
    train, valid = learner.split_validation(learner.scale_images(images), labels, n_valid)
    model = learner.compile_model(learner.build_mlp(), learning_rate=LEARNING_RATE)
    start = time.monotonic()
    history = learner.fit_model(model, train, valid, epochs=epochs).history
    seconds = time.monotonic() - start
    said = learner.evaluate_model(model, learner.scale_images(test_images), y_test)

    # From here on, nothing of the learner's: outputs that follow from the weights, and labels that were read here.
    outputs = model.predict(test_images.astype("float32") / 255)
    seen = outputs.argmax(axis=1)
    accuracy = float((seen == y_test).mean())
    loss = float(-np.log(np.clip(outputs[np.arange(len(y_test)), y_test], 1e-7, 1)).mean())
    if not np.allclose(said, (loss, accuracy), atol=2e-3):
        text = f"evaluate_model says loss {said[0]:.4f} and accuracy {said[1]:.4f}"
        raise _differs(text, f"measured here, they are {loss:.4f} and {accuracy:.4f}")
    guesses = model.predict(images[:n_valid].astype("float32") / 255).argmax(axis=1)
    last = float((guesses == labels[:n_valid]).mean())
    # A metric may have any name: the accuracy is the one that ends where it should.
    metrics = [n for n in history if f"val_{n}" in history and n != "loss"]
    metric = next((n for n in metrics if abs(history[f"val_{n}"][-1] - last) < 2e-3), None)
    if metric is None:
        text = "the History of fit_model does not end with the network's validation accuracy"
        raise _differs(text, f"measured here, it is {last:.4f}")
    matrix = np.zeros((10, 10), int)
    np.add.at(matrix, (y_test, seen), 1)
    curve = {
        f"{part}{kind}": [float(value) for value in history[f"{part}{source}"]]
        for kind, source in (("accuracy", metric), ("loss", "loss"))
        for part in ("", "val_")
    }
    result = Result(len(images) - n_valid, n_valid, seconds, loss, accuracy, matrix.tolist(), curve)
    return result, _handwritten(f"{accuracy * 100:.2f}", outputs, test_images, y_test)


def page(facts: dict, files: bytes, number: str) -> str:
    """Return the page. Its fingerprint is the SHA-256 of the learner's files and of the facts in it, as they stand."""
    text = json.dumps(facts).replace("<", "\\u003c")
    curve, matrix, n_test = facts["curve"], facts["matrix"], int(np.sum(facts["matrix"]))
    rows = zip(*(curve[key] for key in ("accuracy", "val_accuracy", "loss", "val_loss")))
    day = date.fromisoformat(facts["date"])
    minutes, seconds = divmod(round(facts["seconds"]), 60)
    return Template(Path(__file__).with_suffix(".html").read_text(encoding="utf-8")).substitute(
        title=escape(load_manifest().title),
        name=f'<p class="name"><bdi>{escape(facts["name"])}</bdi></p>' if facts["name"] else "",
        lessons="".join(f"<li>{escape(lesson[3:])}</li>" for lesson in facts["lessons"]),
        n_lessons=len(facts["lessons"]),
        functions=facts["functions"],
        checks=facts["checks"],
        accuracy=f"{facts['accuracy'] * 100:.2f}",
        number=number,
        loss=f"{facts['loss']:.4f}",
        time=f"{minutes} min {seconds} s" if minutes else f"{seconds} s",
        epochs=len(curve["loss"]),
        rate=LEARNING_RATE,
        digits=_DIGITS[facts["digits"]],
        split=f"{facts['n_train']:,} to learn from, {facts['n_valid']:,} to watch",
        n_test=f"{n_test:,}",
        date=f"{day.day} {day:%B %Y}",
        curves=_panel("accuracy", "{:.0%}", curve) + _panel("loss", "{:.2g}", curve),
        epoch_rows="".join(
            f"<tr><th scope=row>{epoch}</th><td>{a:.2%}</td><td>{b:.2%}</td><td>{c:.4f}</td><td>{d:.4f}</td></tr>"
            for epoch, (a, b, c, d) in enumerate(rows, 1)
        ),
        matrix_rows="".join(_matrix_row(digit, matrix) for digit in range(10)),
        confused=_most_confused(np.array(matrix)),
        course=escape(facts["course"]),
        facts=text,
        fingerprint=hashlib.sha256(files + text.encode()).hexdigest(),
    )


def _differs(said: str, measured: str) -> CourseError:
    return CourseError(
        f"There is no certificate: {said}; {measured}.\n"
        "→ Does a function do something else here than in its checks? `course solution` shows how it can be written."
    )


def _learner(root: Path, data: str) -> Learner:
    learner = Learner(root, load_manifest(), data)
    learner.prepare([lesson.slug for lesson in load_manifest().core])
    return learner


@contextlib.contextmanager
def _busy(console: Console, text: str) -> Iterator[None]:
    with Progress(SpinnerColumn(), TextColumn(text), TimeElapsedColumn(), console=console) as bar:
        bar.add_task(text, total=None)
        yield


def _files(root: Path) -> bytes:
    """Return the learner's files as one text, for the fingerprint."""
    parts = []
    for path in sorted((root / "mnist_course").glob("*.py")):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        parts += [f"{path.name}\0{len(content)}\0".encode(), content]
    return b"".join(parts)


def _handwritten(text: str, outputs: np.ndarray, images: np.ndarray, labels: np.ndarray) -> str:
    """Return a number as a picture, of the digits that the network was surest of and right about."""
    from matplotlib.image import imsave

    gap, point = np.zeros((28, 2), "uint8"), np.zeros((28, 3), "uint8")
    point[21:24] = 255
    strip = []
    for place, sign in enumerate(text):
        glyph = point
        if sign != ".":
            digit = int(sign)
            surest = np.argsort(-outputs[:, digit] * (labels == digit), kind="stable")
            # Another one for each place, so that no two look the same.
            glyph = images[surest[place]]
        strip += [gap, glyph[:, glyph.any(axis=0)]]
    ink = np.concatenate(strip[1:], axis=1)
    picture = io.BytesIO()
    imsave(picture, np.dstack([np.zeros((*ink.shape, 3), "uint8"), ink]), format="png")
    return f"data:image/png;base64,{base64.b64encode(picture.getvalue()).decode()}"


def _panel(kind: str, form: str, curve: dict[str, list[float]]) -> str:
    """Return one metric's learning curve as SVG, with words for who cannot see it."""
    from matplotlib.ticker import MaxNLocator

    lines = {"training": curve[kind], "validation": curve[f"val_{kind}"]}
    both = [*curve[kind], *curve[f"val_{kind}"]]
    ticks = MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(min(both), max(both))
    n = len(curve[kind])

    def at(epoch: int, value: float) -> str:
        x = 48 + 342 * (epoch - 1) / max(n - 1, 1)
        return f"{x:.1f},{144 - 120 * (value - ticks[0]) / (ticks[-1] - ticks[0]):.1f}"

    said = ", ".join(f"{name} from {v[0]:.3f} to {v[-1]:.3f}" for name, v in lines.items())
    parts = [f'<text class="head" x="0" y="12">{kind.capitalize()}</text>']
    for tick in ticks:
        x, y = at(1, tick).split(",")
        parts.append(f'<path d="M{x} {y}H390"/><text x="42" y="{float(y) + 4:.1f}">')
        parts.append(f"{form.format(tick)}</text>")
    for epoch in sorted({1, *range(10, n + 1, 10)}):
        parts.append(f'<text class="epoch" x="{at(epoch, 0).split(",")[0]}" y="162">{epoch}</text>')
    for name, values in lines.items():
        points = " ".join(at(epoch, value) for epoch, value in enumerate(values, 1))
        parts.append(f'<polyline class="{name}" points="{points}"/>')
    label = f"{kind.capitalize()} over {n} epochs: {said}."
    return f'<svg viewBox="0 0 400 168" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def _matrix_row(digit: int, matrix: list[list[int]]) -> str:
    """Return a row of the confusion matrix, its mistakes on three levels: up to a third of the most, …."""
    most = max(matrix[a][p] for a in range(10) for p in range(10) if a != p) or 1
    levels = [f"wrong{math.ceil(3 * count / most)}" for count in matrix[digit]]
    levels[digit] = "right"
    cells = [f"<td class={level}>{count}</td>" for level, count in zip(levels, matrix[digit])]
    return f"<tr><th scope=row>{digit}</th>{''.join(cells)}</tr>"


def _most_confused(matrix: np.ndarray) -> str:
    errors = matrix * (1 - np.eye(10, dtype=int))
    actual, seen = np.unravel_index(errors.argmax(), errors.shape)
    times = int(errors.max())
    plural = "s" if times > 1 else ""
    return f"Most often, {actual} was read as {seen}: {times} time{plural}." if times else ""


_DIGITS = {
    "full": "Full MNIST",
    "sample": "Sample of MNIST",
    "other": "Digits of another file",
}
