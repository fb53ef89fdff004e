"""Says what is wrong with a course, or with one lesson of it, without running anything."""

import re
from collections.abc import Iterator
from pathlib import Path

from coursekit.authoring.badges_and_colab import badge_findings
from coursekit.authoring.build import read_notebook, stale_findings
from coursekit.authoring.catalogue_check import catalogue_findings
from coursekit.authoring.checks_check import checks_findings
from coursekit.authoring.course_files import UNREADABLE, name_of, parsed, text_of, todo_findings
from coursekit.authoring.execute import output_findings
from coursekit.authoring.made_from import picture_findings
from coursekit.authoring.manifest_check import few_hints, manifest_findings, orphan_findings
from coursekit.authoring.notebook_check import IMAGE, notebook_findings
from coursekit.authoring.readable import (
    readable_findings,
    share_findings,
    term_findings,
    texts_of,
)
from coursekit.errors import CourseError
from coursekit.findings import STALE, Finding, line_of
from coursekit.manifest import Lesson, Manifest, read_manifest
from coursekit.pythons import pythons

RUNS_ANYWAY = {
    STALE,
    "badge-elsewhere",
    "todo",
    "readable",
    "glossary",
    "picture-of-nothing",
    "source-gone",
    "no-picture",
    "no-alt",
}
"""Rules that say nothing about whether checks can run."""


def course_findings(root: Path, only: str = "") -> list[Finding]:
    """Return everything that is wrong with the course in `root`; nothing when it is whole.

    A file that Python can't read is told alone: what else there is may only follow from it.

    Parameters
    ----------
    root
        The course folder.
    only
        The number of the lesson that is looked at, besides what all lessons share; empty for all.
    """
    manifest, found = read_manifest(root / "course.toml")
    lessons = [lesson for lesson in manifest.lessons if only in ("", lesson.number)]
    found += manifest_findings(root, manifest)
    found += todo_findings(root, root / "course.toml")
    found += orphan_findings(root, manifest.lessons)
    found += _readme_findings(root, manifest)
    found += badge_findings(root, manifest)
    # What a build makes comes first, and the notebooks that are run with it later.
    found += _stale_findings(root)
    for lesson in lessons:
        found += _lesson_findings(root, lesson)
    found += _text_findings(root, manifest, only)
    unreadable = [one for one in found if one.rule == UNREADABLE]
    return [*dict.fromkeys(unreadable or found)]


def _text_findings(root: Path, manifest: Manifest, only: str) -> Iterator[Finding]:
    texts = texts_of(root, manifest)
    yield from readable_findings([one for one in texts if only in ("", one.lesson)], manifest)
    yield from share_findings(texts)
    yield from term_findings(root, manifest)


def _stale_findings(root: Path) -> Iterator[Finding]:
    try:
        yield from stale_findings(root)
    except CourseError as error:
        # A source that nothing can be made of: the message names it.
        file, _, what = str(error).partition(": ")
        yield Finding(file, 0, "no-source", what, "Correct it; then `course dev build`.")
    yield from picture_findings(root)


def _readme_findings(root: Path, manifest: Manifest) -> Iterator[Finding]:
    """Look whether the README names the Pythons of pyproject.toml, tells to install the newest, and shows what is there."""
    *older, newest = pythons(root)
    works = f"Python {', '.join(older)} or {newest}"
    text = text_of(root / "README.md")
    if works not in text:
        what = "it does not name the Pythons of pyproject.toml."
        yield Finding("README.md", 0, "pythons", what, f"Write: {works}.")
    for named in re.finditer(r"(?:install\s|python|py -)(3\.\d+)", text):
        if named[1] != newest:
            what = f"Python {named[1]} is not the newest of pyproject.toml."
            line = text.count("\n", 0, named.start()) + 1
            yield Finding("README.md", line, "pythons", what, f"Write {newest}.")
    keys = [lesson.key for lesson in manifest.lessons]
    for row in re.finditer(r"\]\(lessons/(\w+)\.ipynb\)", text):
        if row[1] not in keys:
            what, line = f"there is no lesson {row[1]}.", line_of(text, row[0])
            yield Finding("README.md", line, "readme-row", what, "Delete the row, or correct it.")
    for image in IMAGE.finditer(text):
        if not image["file"].startswith("https://") and not (root / image["file"]).exists():
            what = f"the picture {image['file']} does not exist."
            line = line_of(text, f"({image['file']})")
            yield Finding("README.md", line, "no-picture", what, "Draw it, or name another one.")


def _lesson_findings(root: Path, lesson: Lesson) -> Iterator[Finding]:
    functions = ", ".join(f"`{function.name}`" for function in lesson.functions)
    row = f"| [{lesson.number} {lesson.title}]({lesson.notebook}) | {functions} |"
    readme = text_of(root / "README.md")
    if row not in readme:
        line = line_of(readme, f"({lesson.notebook})")
        what = f"the table of lessons lacks the row {row} … |"
        yield Finding("README.md", line, "readme-row", what, "Write it, or correct it.")
    for line, written in enumerate(readme.splitlines(), 1):
        if written.startswith(row) and "TODO" in written:
            yield from (one for one in todo_findings(root, root / "README.md") if one.line == line)
    for path in sorted((root / "docs" / "figures").glob(f"make_figures_{lesson.number}*.py")):
        yield from _script_findings(root, path)
    yield from _reference_findings(root, lesson)
    yield from few_hints(root, lesson)
    yield from checks_findings(root, lesson)
    yield from catalogue_findings(root, lesson)
    path = root / "solutions" / f"{lesson.key}.ipynb"
    if not path.exists():
        yield Finding(name_of(root, path), 0, "no-notebook", "it is missing.", "Write it.")
        return
    try:
        notebook = read_notebook(path)
    except CourseError:
        return  # _stale_findings tells it.
    yield from notebook_findings(root, path, notebook, lesson)
    yield from output_findings(root, lesson, notebook)


def _script_findings(root: Path, path: Path) -> Iterator[Finding]:
    """Say what is still to write in a file of Python, and where Python can't read it."""
    yield from todo_findings(root, path)
    if isinstance(tree := parsed(root, path), Finding):
        yield tree


def _reference_findings(root: Path, lesson: Lesson) -> Iterator[Finding]:
    reference = root / "solutions" / "mnist_course" / f"{lesson.slug}.py"
    yield from _script_findings(root, reference)
    source = text_of(reference)
    for function in lesson.functions:
        if f"def {function.signature}:" not in source:
            what = f"there is no `def {function.signature}:`, as course.toml says."
            line = line_of(source, f"def {function.name}(")
            to_do = "Give the function in both files the same arguments."
            yield Finding(name_of(root, reference), line, "signature", what, to_do)
