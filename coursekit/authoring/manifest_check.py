"""What contradicts itself in `course.toml`, and files that belong to no lesson of it."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from coursekit.manifest import Lesson
from coursekit.worker.values import NAMES


def manifest_problems(lessons: tuple[Lesson, ...]) -> Iterator[str]:
    """Say what is there twice, or can't be."""
    functions = [function for lesson in lessons for function in lesson.functions]
    for what, names in (
        ("lessons with the number", [lesson.number for lesson in lessons]),
        ("lessons with the slug", [lesson.slug for lesson in lessons]),
        ("functions with the name", [function.name for function in functions]),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"course.toml has {names.count(name)} {what} {name}. Each needs its own."
    for function in functions:
        if function.returns not in (*NAMES, "any"):
            yield f"course.toml: {function.name} returns {function.returns!r}. Write one of {', '.join(NAMES)}, or any."
    for before, lesson in pairwise(lessons):
        if lesson.core and not before.core:
            yield f"course.toml: lesson {lesson.number} comes after one with `core = false`. Write that for it, too."


def orphan_problems(root: Path, lessons: tuple[Lesson, ...]) -> Iterator[str]:
    """Say which files belong to no lesson."""
    keys = {key for one in lessons for key in (one.key, one.slug, one.number)}
    number = r"lesson_(\d\d)"
    for places, name in (
        ("lessons/*.ipynb", "(.*)"),
        ("solutions/*.ipynb", "(.*)"),
        ("solutions/mnist_course/[!_]*.py", "(.*)"),
        ("mnist_course/[!_]*.py", "(.*)"),
        ("tests/*", number),
        ("tests/course/mistakes/*", number),
        ("tests/course/variants/*", number),
        ("docs/figures/*", r"(\d\d)_.*"),
    ):
        for path in sorted(root.glob(places)):
            match = re.fullmatch(name, path.stem)
            if match and match[1] not in keys:
                relative = path.relative_to(root).as_posix()
                yield f"{relative} belongs to no lesson of course.toml. Add its entry, or delete it."
