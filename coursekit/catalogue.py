"""The catalogue of deliberate mistakes, as their files in ``tests/course/mistakes`` describe them."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.manifest import ROOT, Lesson, load_manifest
from coursekit.source import overridden


@dataclass(frozen=True)
class Mistake:
    """A deliberate mistake, as the docstring of its file in ``tests/course/mistakes`` describes it.

    Attributes
    ----------
    name
        What was done, in the past tense: "scaled by the array's own maximum". The docstring's first sentence;
        mistakes that a check's message can't tell apart have the same.
    function
        The course function that it overrides.
    fails
        The check that fails first.
    says
        Words that this check's message holds.
    cause
        The rule that names the cause (see `coursekit.diagnose.rules`); empty where the check's own words do.
    """

    name: str
    function: str | None
    fails: str
    says: tuple[str, ...]
    cause: str = ""


def read_mistake(path: Path, lesson: Lesson) -> Mistake:
    """Read a file of the catalogue: a mistake in one of the lesson's functions.

    Raises
    ------
    CourseError
        When its docstring does not say what fails.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name, *lines = (ast.get_docstring(tree) or "").splitlines() or [""]
    known = ("Fails: ", "Says: ", "Cause: ")
    told = dict(line.split(": ", 1) for line in lines if line.startswith(known))
    if not {"Fails", "Says"} <= set(told):
        raise CourseError("its docstring needs a line `Fails: …` and a line `Says: …`.")
    name = re.split(r"\.(?: |$)", name)[0]
    name = name[:1].lower() + name[1:]
    says, function = tuple(told["Says"].split("; ")), overridden(tree, lesson)
    return Mistake(name, function, told["Fails"], says, told.get("Cause", ""))


@cache
def known_mistake(mistake: str) -> Mistake | None:
    """Return the mistake with this id, such as "03/no_softmax"; None where there is none."""
    number, _, name = mistake.partition("/")
    path = ROOT / f"tests/course/mistakes/lesson_{number}/{name}.py"
    return read_mistake(path, load_manifest().lesson(number)) if path.is_file() else None
