"""What contradicts itself in `course.toml`, and files that belong to no lesson of it."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from coursekit.authoring.course_files import name_of, text_of
from coursekit.findings import Finding, line_of
from coursekit.manifest import Lesson, Manifest
from coursekit.worker.kind_names import KIND_NAMES

MIN_HINTS = 3
"""For each function, from a nudge to nearly the answer."""


def manifest_findings(root: Path, manifest: Manifest) -> Iterator[Finding]:
    """Say what is there twice, or can't be."""
    toml = text_of(root / "course.toml")

    def found(key: str, value: str, what: str, to_do: str, last: bool = False) -> Finding:
        """Return what is wrong at the first line, or the last, that says `key = "value…`."""
        words = f"{key} = {json.dumps(value)[:-1]}"
        line = toml.count("\n", 0, toml.rfind(words)) + 1 if last else line_of(toml, words)
        return Finding("course.toml", line, "manifest", what, to_do)

    lessons = manifest.lessons
    functions = [function for lesson in lessons for function in lesson.functions]
    for what, key, names in (
        ("lessons with the number", "number", [lesson.number for lesson in lessons]),
        ("lessons with the slug", "slug", [lesson.slug for lesson in lessons]),
        ("functions with the name", "signature", [function.name for function in functions]),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            what = f"there are {names.count(name)} {what} {name}."
            yield found(key, name, what, "Give each its own.", last=True)
    words = [word.lower() for term in manifest.terms for word in term.words]
    for word in sorted({word for word in words if words.count(word) > 1}):
        what = f"there are {words.count(word)} terms with the word {word}."
        line = line_of(toml.lower(), f'"{word}"')
        yield Finding("course.toml", line, "manifest", what, "Let one of them have it.")
    for function in functions:
        if function.returns not in (*KIND_NAMES, "any"):
            what = f"{function.name} returns {function.returns!r}."
            to_do = f"Write one of {', '.join(KIND_NAMES)}, or any."
            yield found("returns", function.returns, what, to_do)
    for before, lesson in pairwise(lessons):
        if lesson.core and not before.core:
            what = f"lesson {lesson.number} comes after one with `core = false`."
            yield found("number", lesson.number, what, "Write `core = false` for it, too.")
        if lesson.number < before.number:
            what = f"lesson {lesson.number} comes after lesson {before.number}."
            yield found("number", lesson.number, what, "Put its entry where its number says.")


def few_hints(root: Path, lesson: Lesson) -> Iterator[Finding]:
    """Say which functions of a lesson have fewer hints than `MIN_HINTS`."""
    for function in lesson.functions:
        if len(function.hints) < MIN_HINTS:
            what = f"{function.name} has {len(function.hints)} hints."
            line = line_of(text_of(root / "course.toml"), function.signature)
            yield Finding("course.toml", line, "few-hints", what, f"Write at least {MIN_HINTS}.")


def orphan_findings(root: Path, lessons: tuple[Lesson, ...]) -> Iterator[Finding]:
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
        ("docs/figures/*", r"(?:make_figures_)?(\d\d)(?:_.*)?"),
    ):
        for path in sorted(root.glob(places)):
            match = re.fullmatch(name, path.stem)
            if match and match[1] not in keys:
                what = "it belongs to no lesson of course.toml."
                to_do = "Add the lesson's entry, rename it as a lesson is named, or delete it."
                yield Finding(name_of(root, path), 0, "no-lesson", what, to_do)
