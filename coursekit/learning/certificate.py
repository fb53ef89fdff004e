"""``course certificate``: a page with the learner's own results, once all checks of the core lessons pass."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from coursekit import mnist
from coursekit.checks.results import CheckResult, Status, by_function, function_status
from coursekit.checks.run import run_checks
from coursekit.errors import CourseError
from coursekit.files import write_atomically
from coursekit.fingerprint import course_fingerprint
from coursekit.learning.certificate_page import handwritten, page
from coursekit.learning.pipeline import EPOCHS, train_network
from coursekit.manifest import Lesson, load_manifest
from coursekit.mnist import Found
from coursekit.worker.learner import Learner


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


def make_certificate(root: Path, name: str, out: Path, data: str | None = None) -> int:
    """Check the core lessons, train with the learner's functions, measure here, and write the page.

    Parameters
    ----------
    root
        The course folder.
    name
        Whose certificate it is; may be empty.
    out
        The page. It is written only when everything is right.
    data
        "sample", "full" or the path of an ``mnist.npz``; without it, what `coursekit.mnist.find` finds.

    Returns
    -------
    int
        The exit code: 1 when lessons are open.

    Raises
    ------
    CourseError
        When what the learner's functions say differs from what is measured here.
    """
    console = Console(highlight=False, markup=False)
    manifest, found = load_manifest(), mnist.find(setting=data)
    console.print(f"Digits: {found.name} ({found.where})")
    core, files = manifest.core, _files(root)
    with _learner(root, "sample") as learner, _busy(console, f"checking {len(core)} lessons"):
        results = run_checks([lesson.tests for lesson in core], learner, root)
    if lines := _still_open(core, results):
        for line in lines:
            console.print(line)
        return 1
    with _learner(root, str(found.path)) as learner, _busy(console, f"training, {EPOCHS} epochs"):
        result, number = train(learner, found)
    if _files(root) != files:
        raise CourseError("mnist_course/ changed in between.\n→ Run course certificate once more.")
    facts = {
        "name": name.strip(),
        "date": str(date.today()),
        "course": f"{version('mnist-course')} ({course_fingerprint()})",
        "digits": found.name,
        "lessons": [f"{lesson.number} {lesson.title}" for lesson in core],
        "functions": sum(len(lesson.functions) for lesson in core),
        "checks": len(results),
        **asdict(result),
    }
    # A name in another encoding than the terminal's may hold what is no Unicode.
    write_atomically(out, page(facts, files, number).encode(errors="replace").decode())
    console.print(f"Your network reads {result.accuracy:.2%} of the test digits right.")
    console.print(f"Your certificate, to be opened in a browser: {out}", soft_wrap=True)
    return 0


def train(learner: Learner, found: Found, epochs: int = EPOCHS) -> tuple[Result, str]:
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
    (images, labels), (test_images, y_test) = mnist.load_found(found)
    (own_images, own_labels), _ = learner.load_data()
    if not (np.array_equal(own_images, images) and np.array_equal(own_labels, labels)):
        raise _differs("load_data gives other digits", f"asked for were those in {found.path}")
    training = train_network(learner, (images, labels), epochs)
    model, history = training.model, training.history.history
    n_valid = len(training.valid[1])
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
    matrix = np.zeros((10, 10), int)
    np.add.at(matrix, (y_test, seen), 1)
    curve = _curve(history, last)
    result = Result(
        len(images) - n_valid, n_valid, training.seconds, loss, accuracy, matrix.tolist(), curve
    )
    return result, handwritten(f"{accuracy * 100:.2f}", outputs, test_images, y_test)


def _still_open(core: Sequence[Lesson], results: list[CheckResult]) -> list[str]:
    """Return lines that say which functions have not passed; none when all have."""
    states = {name: function_status(group) for (_, name), group in by_function(results).items()}
    left = {
        function.name: states.get(function.name, Status.NOT_STARTED).value
        for lesson in core
        for function in lesson.graded
        if states.get(function.name) is not Status.PASSED
    }
    if not left:
        return []
    lines = ["No certificate yet: it needs all checks of the core lessons. Still open:"]
    first = ""
    for lesson in core:
        names = [f"{f.name} ({left[f.name]})" for f in lesson.graded if f.name in left]
        if names:
            first = first or lesson.number.lstrip("0")
            lines.append(f"  {lesson.number} {lesson.title}: {', '.join(names)}")
    return [*lines, f"→ `course check {first}` says what to do, then go on from there."]


def _curve(history: dict[str, list[float]], last: float) -> dict[str, list[float]]:
    """Return accuracy, loss, val_accuracy and val_loss; `last` is the validation accuracy that was measured here."""
    # A metric may have any name: the accuracy is the one that ends where it should.
    metrics = [n for n in history if f"val_{n}" in history and n != "loss"]
    metric = next((n for n in metrics if abs(history[f"val_{n}"][-1] - last) < 2e-3), None)
    if metric is None:
        text = "the History of fit_model does not end with the network's validation accuracy"
        raise _differs(text, f"measured here, it is {last:.4f}")
    return {
        f"{part}{kind}": [float(value) for value in history[f"{part}{source}"]]
        for kind, source in (("accuracy", metric), ("loss", "loss"))
        for part in ("", "val_")
    }


def _differs(said: str, measured: str) -> CourseError:
    return CourseError(
        f"There is no certificate: {said}; {measured}.\n"
        "→ Does a function do something else here than in its checks? It must do the same every time."
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
