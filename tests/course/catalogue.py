"""Judges mistakes and variants: runs their function's checks on them, in processes that share the work.

TensorFlow starts once in each process: its worker serves one submission after the other.

A file in ``mistakes/lesson_NN/`` or ``variants/lesson_NN/`` overrides one function of the reference: its code is
put behind the reference module's. A mistake's docstring begins with a short sentence in the past tense, which the class
report quotes ("12 of 80 scaled by the array's own maximum"); mistakes that a check can't tell apart have the same. It
ends in two lines::

    Fails: gives decimal numbers
    Says: whole numbers

the check that must fail first, and words that its message must hold (several are separated by ``;``).
"""

import ast
import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from coursekit.catalogue import Mistake, read_mistake
from coursekit.checks.results import CheckResult
from coursekit.checks.run import run_checks
from coursekit.manifest import ROOT, Lesson, load_manifest
from coursekit.source import overridden
from coursekit.worker.learner import Learner

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """One file of the catalogue."""

    path: Path

    @property
    def kind(self) -> str:
        """Mistakes or variants, by the folder that it lies in."""
        return self.path.parents[1].name

    @property
    def lesson(self) -> Lesson:
        """The lesson that it belongs to, by its folder's name."""
        return load_manifest().lesson(self.path.parent.name.removeprefix("lesson_"))

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @property
    def function(self) -> str:
        """The course function that it overrides: the last one that it defines or assigns."""
        return overridden(self.tree, self.lesson)

    @cached_property
    def mistake(self) -> Mistake:
        """What a mistake's docstring says of it."""
        return read_mistake(self.path, self.lesson)

    def write_submission(self, folder: Path) -> Path:
        """Write the reference with this file's function in it, and return the folder."""
        shutil.copytree(
            ROOT / "solutions" / "mnist_course",
            folder / "mnist_course",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        with (folder / "mnist_course" / f"{self.lesson.slug}.py").open(
            "a", encoding="utf-8"
        ) as file:
            file.write("\n\n" + self.path.read_text(encoding="utf-8"))
        return folder


def entries(kind: str) -> list[Entry]:
    """Return all files of ``mistakes/`` or ``variants/``."""
    return [Entry(path) for path in sorted((HERE / kind).glob("lesson_*/*.py"))]


@contextmanager
def judged(paths: Iterable[Path]) -> Iterator[dict[Path, Future[list[CheckResult]]]]:
    """Give what `judge` finds about each file, as soon as it is known; the last are begun first, they train."""
    # spawn: a forked process would take over what pytest and its plugins have under way.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(4, os.cpu_count() or 1), mp_context=context)
    try:
        yield {path: pool.submit(judge, path) for path in sorted(paths, reverse=True)}
    finally:
        pool.shutdown(cancel_futures=True)


def judge(path: Path) -> list[CheckResult]:
    """Run the checks of a file's function on it, a mistake's up to the first failure; return their results."""
    entry, learner = Entry(path), _long_lived_learner()
    target = entry.lesson.checks_of(load_manifest().functions[entry.function])
    options = ["-x"] if entry.kind == "mistakes" else []
    with tempfile.TemporaryDirectory() as folder:
        learner.open(entry.write_submission(Path(folder)))
        return run_checks([target], learner, ROOT, *options)


@cache
def _long_lived_learner() -> Learner:
    """Give this process's learner, whose worker has imported what any lesson needs."""
    learner = Learner(ROOT / "solutions", load_manifest())
    learner.prepare([lesson.slug for lesson in load_manifest().lessons])
    return learner
