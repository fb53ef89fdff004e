"""What each catalogued mistake leaves of its function's points, as a table.

Run from the course folder: ``python -m tests.course.points_left``. Writes ``docs/points_left.md``; it takes some minutes.
``python -m tests.course.points_left 03 04`` only prints these lessons' part.
"""

import multiprocessing
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from pathlib import Path

from coursekit import mnist
from coursekit.authoring.judging import Entry, entries, judge_code
from coursekit.grading.points import earned_share, rounded
from coursekit.grading.run.digits import ALL, write_digits
from coursekit.manifest import ROOT, load_manifest

PAGE = ROOT / "docs" / "points_left.md"
_HEAD = """# What mistakes cost

Made by `python -m tests.course.points_left` of the catalogue of mistakes in `tests/course/mistakes`: don't edit it. Each is
the only mistake in its function. [grading.md](grading.md) says how points come about.
"""


def main(numbers: list[str]) -> None:
    """Judge the mistakes of these lessons, of all without any; print the table, or write it."""
    chosen = [
        entry for entry in entries("mistakes") if not numbers or entry.lesson.number in numbers
    ]
    text = "\n".join(table(chosen, points_left(chosen)))
    if numbers:
        print(text)
    else:
        PAGE.write_text(f"{_HEAD}\n{text}\n", encoding="utf-8")


def points_left(chosen: Iterable[Entry]) -> dict[Path, Fraction]:
    """Return what each mistake leaves, in points."""
    context = multiprocessing.get_context("spawn")
    paths = [entry.path for entry in chosen]
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        return dict(zip(paths, pool.map(left_by, paths), strict=True))


def left_by(path: Path) -> Fraction:
    """Return what a mistake leaves of its function's points: all its checks are run on it, as in grading."""
    entry = Entry(path)
    code = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        write_digits(mnist.load_found(mnist.find(setting="sample")), 1, Path(folder), Path(folder))
        option = f"--digits={Path(folder) / ALL}"
        results = judge_code(entry.lesson, entry.function, code, option)
    return earned_share(results) * Fraction(str(load_manifest().functions[entry.function].points))


def table(chosen: Iterable[Entry], left: dict[Path, Fraction]) -> Iterator[str]:
    """Yield the lines: for each function its mistakes, those that leave least first."""
    chosen = list(chosen)
    for function in load_manifest().functions.values():
        own = [entry for entry in chosen if entry.function == function.name]
        if own:
            yield f"\n## {function.lesson_number} {function.name}: {function.points:g} points\n"
            yield "| mistake | the student … | points left |"
            yield "|---|---|---:|"
        for entry in sorted(own, key=lambda one: (left[one.path], one.path.stem)):
            points = float(rounded(left[entry.path]))
            yield f"| `{entry.path.stem}` | {entry.mistake.name} | {points:g} |"


if __name__ == "__main__":
    main(sys.argv[1:])
