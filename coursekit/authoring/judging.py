"""Judges mistakes and variants: runs their function's checks on them, in processes that share the work.

TensorFlow starts once in each process, for the lessons that need it: its worker serves one submission after the other.

A file in ``tests/course/mistakes/lesson_NN/`` or ``variants/lesson_NN/`` overrides one function of the reference: its
code is put behind the reference module's. A mistake's docstring begins with a short sentence in the past tense, which
the class report quotes ("12 of 80 scaled by the array's own maximum"); mistakes that a check can't tell apart have the
same. It ends in two lines::

    Fails: gives decimal numbers
    Says: whole numbers

the check that must fail first, and words that its message must hold (several are separated by ``;``). A third,
``Cause: value_is_lost``, where a rule of ``coursekit/diagnose/rules`` names the cause; no rule may speak without it.
"""

import ast
import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from coursekit.authoring.course_files import name_of
from coursekit.catalogue import Mistake, read_mistake
from coursekit.checks.results import CheckResult
from coursekit.checks.run import run_checks
from coursekit.findings import Finding, line_of
from coursekit.manifest import ROOT, Lesson, load_manifest
from coursekit.source import overridden
from coursekit.worker.learner import Learner


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
    def text(self) -> str:
        """What the file says."""
        return self.path.read_text(encoding="utf-8")

    @property
    def function(self) -> str:
        """The course function that it overrides: the last one that it defines or assigns."""
        return overridden(ast.parse(self.text), self.lesson) or ""

    @cached_property
    def mistake(self) -> Mistake:
        """What a mistake's docstring says of it."""
        return read_mistake(self.path, self.lesson)

    def finding(self, part: str, rule: str, what: str, to_do: str) -> Finding:
        """Return what is wrong with it, at the line that begins with `part`."""
        line = line_of(self.text, part) or 1
        return Finding(name_of(ROOT, self.path), line, rule, what, to_do)


def entries(kind: str, lesson: str = "*") -> list[Entry]:
    """Return the files of ``mistakes/`` or ``variants/``: all, or those of the lesson with this number."""
    return [
        Entry(path) for path in sorted((ROOT / "tests/course" / kind).glob(f"lesson_{lesson}/*.py"))
    ]


@contextmanager
def pool(most: int = 4) -> Iterator[ProcessPoolExecutor]:
    """Give processes to judge in, at most so many; what has not begun at the end is left out."""
    # spawn: a forked process would take over what pytest and its plugins have under way.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(min(most, os.cpu_count() or 1), mp_context=context)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def judge(path: Path, *options: str, to_the_end: bool = False) -> list[CheckResult]:
    """Run the checks of a file's function on it; return their results.

    A mistake's run up to the first failure, unless `to_the_end`. A variant must pass the checks of grading, too.
    """
    entry = Entry(path)
    if entry.kind == "variants":
        options = ("--every", *options)
    elif not to_the_end:
        options = ("-x", *options)
    return judge_code(entry.lesson, entry.function, entry.text, *options)


def judge_code(
    lesson: Lesson, function: str, code: str, *options: str, trials: bool = False
) -> list[CheckResult]:
    """Run a function's checks on the reference with this code behind it; return their results. `trials`: see `judge_folder`."""
    target = lesson.checks_of(load_manifest().functions[function])
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(
            ROOT / "solutions" / "mnist_course",
            Path(folder) / "mnist_course",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        module = Path(folder) / "mnist_course" / f"{lesson.slug}.py"
        reference = module.read_text(encoding="utf-8")
        if trials:
            # Of two versions of a function, the upper one would be tried first, and pass.
            reference = reference.replace(f"def {function}(", f"def _{function}(")
        module.write_text(f"{reference}\n\n{code}", encoding="utf-8")
        return judge_folder(lesson, Path(folder), target, *options, trials=trials)


def judge_folder(
    lesson: Lesson, folder: Path, target: str, *options: str, trials: bool = False
) -> list[CheckResult]:
    """Run checks of a lesson on the ``mnist_course/`` in a folder; return their results.

    With `trials`, the change that repairs a function is looked for, as for a learner. Without, the checks' own words stand.
    """
    # By what the code imports: a variant may need TensorFlow where the reference does without.
    tensorflow = Learner(folder, load_manifest()).needs_tensorflow([lesson.slug])
    learner = long_lived_learner(tensorflow)
    learner.open(folder)
    # A file of checks that Python can't import has no results. Without this, pytest calls it interrupted.
    options = (*options, *(() if trials else ("--no-trials",)))
    return run_checks([target], learner, ROOT, "--continue-on-collection-errors", *options)


@cache
def long_lived_learner(tensorflow: bool) -> Learner:
    """Give this process's learner for code that needs TensorFlow, or for code that does not."""
    learner = Learner(ROOT / "solutions", load_manifest())
    slugs = [lesson.slug for lesson in load_manifest().lessons]
    learner.prepare([slug for slug in slugs if tensorflow or not learner.needs_tensorflow([slug])])
    return learner
