"""Says what a course lacks: each problem a sentence that names the file and what to do."""

import re
from collections.abc import Iterator
from pathlib import Path

from coursekit.authoring.build import read_notebook, stale
from coursekit.authoring.checks_check import CATALOGUE, catalogue_problems, test_problems
from coursekit.authoring.manifest_check import manifest_problems, orphan_problems
from coursekit.authoring.notebook_check import IMAGE, notebook_problems
from coursekit.authoring.runs_check import check_run_problems
from coursekit.authoring.texts import text_of, todo_problems
from coursekit.errors import CourseError
from coursekit.manifest import Lesson, load_manifest
from coursekit.pythons import pythons

MIN_HINTS = 3


def problems(root: Path, run_checks: bool = True) -> list[str]:
    """Return everything that is wrong with the course in `root`; nothing when it is whole.

    Parameters
    ----------
    root
        The course folder.
    run_checks
        Also run all checks against the stubs and against the reference, when nothing else is wrong. Takes a minute
        or two.
    """
    lessons = load_manifest(root / "course.toml").lessons
    if found := list(manifest_problems(lessons)):
        return found
    found = [*_stale_problems(root), *orphan_problems(root, lessons)]
    found += todo_problems(root, root / "course.toml")
    found += _python_problems(root)
    found += [
        f"README.md: the picture {image['file']} does not exist."
        for image in IMAGE.finditer(text_of(root / "README.md"))
        if not (root / image["file"]).exists()
    ]
    for lesson in lessons:
        found += _lesson_problems(root, lesson)
    if run_checks and not found:
        found += check_run_problems(root)
    return found


def _stale_problems(root: Path) -> Iterator[str]:
    try:
        paths = stale(root)
    except CourseError as error:
        # A source that nothing can be made of: the message names it.
        yield str(error)
        return
    for path in paths:
        name = path.relative_to(root).as_posix()
        if name.startswith("mnist_course/"):
            yield f"{name} is stale, missing or edited: run `course dev build`. It replaces an edited stub with --force."
        else:
            yield f"{name} is stale or missing: run `course dev build`."


def _python_problems(root: Path) -> Iterator[str]:
    """Look whether the README names the Pythons of pyproject.toml, and tells to install the newest of them."""
    *older, newest = pythons(root)
    works = f"Python {', '.join(older)} or {newest}"
    text = text_of(root / "README.md")
    if works not in text:
        yield f"README.md does not name the Pythons of pyproject.toml. Write: {works}."
    for named in re.finditer(r"(?:install\s|python|py -)(3\.\d+)", text):
        if named[1] != newest:
            line = text.count("\n", 0, named.start()) + 1
            yield f"README.md, line {line}: Python {named[1]} is not the newest of pyproject.toml. Write {newest}."


def _lesson_problems(root: Path, lesson: Lesson) -> Iterator[str]:
    functions = ", ".join(f"`{function.name}`" for function in lesson.functions)
    row = f"| [{lesson.number} {lesson.title}]({lesson.notebook}) | {functions} |"
    if row not in text_of(root / "README.md"):
        yield f"README.md: the table of lessons lacks the row {row} … |. Write it."
    reference = root / "solutions" / "mnist_course" / f"{lesson.slug}.py"
    yield from todo_problems(root, reference)
    source = text_of(reference)
    for function in lesson.functions:
        if f"def {function.signature}:" not in source:
            yield f"solutions/mnist_course/{lesson.slug}.py has no `def {function.signature}:`, as course.toml says."
        if len(function.hints) < MIN_HINTS:
            yield f"course.toml: {function.name} has {len(function.hints)} hints. Write at least {MIN_HINTS}."
    if not list((root / lesson.tests).glob("test_*.py")):
        yield f"{lesson.tests}/ has no checks. Write test_{lesson.slug}.py there."
    else:
        yield from test_problems(root, lesson)
    for kind, least in CATALOGUE.items():
        yield from catalogue_problems(root, lesson, kind, least)
    path = root / "solutions" / f"{lesson.key}.ipynb"
    if not path.exists():
        yield f"solutions/{path.name} is missing. Write it."
        return
    try:
        notebook = read_notebook(path)
    except CourseError:
        return  # _stale_problems has told it.
    for problem in notebook_problems(notebook, path, lesson):
        yield f"solutions/{path.name}: {problem}"
