"""What pytest's arguments and tests are in the course: a learner's file means its checks, a test is a check of one function."""

import re
from collections.abc import Iterable
from pathlib import Path
from traceback import walk_tb

import pytest

from coursekit.manifest import Function, load_manifest
from coursekit.worker.names import PACKAGE

LESSON_FOLDER = re.compile(r"lesson_(\d\d)$")
"""The name of a folder of checks; its group is the lesson's number."""


def as_checks(arguments: Iterable[str], root: Path) -> list[str]:
    """Return pytest's arguments, with the checks of a learner's file in place of the file.

    ``mnist_course/fit.py::TestFitModel`` becomes ``…/tests/lesson_05/test_fit.py::TestFitModel``.
    """
    lessons = {lesson.slug: lesson for lesson in load_manifest().lessons}
    found = []
    for argument in arguments:
        file, colons, names = argument.partition("::")
        path = Path(file)
        if path.parent.name == PACKAGE and path.suffix == ".py" and path.stem in lessons:
            checks = root / lessons[path.stem].tests / f"test_{path.stem}.py"
            argument = f"{checks}{colons}{names}"
        found.append(argument)
    return found


def function_of(item: pytest.Item) -> Function | None:
    """Return the course function that a check is about: its class's name, or the lesson's only function."""
    # A check may be shown in another file than it stands in.
    file = (item.getparent(pytest.Module) or item).path
    match = LESSON_FOLDER.match(file.parent.name)
    lessons = load_manifest().lessons
    lesson = next((one for one in lessons if match and one.number == match[1]), None)
    if lesson is None:
        return None
    cls = getattr(item, "cls", None)
    if cls is None:
        return lesson.functions[0]
    return next(function for function in lesson.graded if function.check_class == cls.__name__)


def demand_of(item: pytest.Item) -> str:
    """Return what a check demands, in words: its name."""
    name = getattr(item, "originalname", None) or item.name
    return name.removeprefix("test_").replace("_", " ")


def name_of(item: pytest.Item) -> tuple[str, str] | None:
    """Return the course function that a check is about, and what it demands; None for other tests."""
    function = function_of(item)
    return (function.name, demand_of(item)) if function else None


def place_in_checks(error: BaseException) -> tuple[str, int]:
    """Return file and line of the last line of a lesson's checks on the way to an error; ("", 0) where none is on it."""
    places = [
        (Path(frame.f_code.co_filename), line) for frame, line in walk_tb(error.__traceback__)
    ]
    own = [(path, line) for path, line in places if LESSON_FOLDER.match(path.parent.name)]
    for path, line in reversed(own):
        return f"tests/{path.parent.name}/{path.name}", line
    return "", 0
