"""Names for what went wrong: the catalogue of deliberate mistakes, looked up by what a check said."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coursekit.authoring.definitions import overridden
from coursekit.checks.results import CheckResult
from coursekit.errors import CourseError
from coursekit.manifest import ROOT, Lesson, load_manifest
from coursekit.worker.names import Code
from coursekit.worker.values import NAMES


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
    """

    name: str
    function: str | None
    fails: str
    says: tuple[str, ...]


def read_mistake(path: Path, lesson: Lesson) -> Mistake:
    """Read a file of the catalogue: a mistake in one of the lesson's functions.

    Raises
    ------
    CourseError
        When its docstring does not say what fails.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name, *lines = (ast.get_docstring(tree) or "").splitlines() or [""]
    told = dict(line.split(": ", 1) for line in lines if line.startswith(("Fails: ", "Says: ")))
    if set(told) != {"Fails", "Says"}:
        raise CourseError("its docstring needs a line `Fails: …` and a line `Says: …`.")
    name = re.split(r"\.(?: |$)", name)[0]
    name = name[:1].lower() + name[1:]
    return Mistake(name, overridden(tree, lesson), told["Fails"], tuple(told["Says"].split("; ")))


def name_mistake(result: CheckResult) -> str:
    """Say in a few words, in the past tense, what went wrong in a check that failed."""
    if result.mistake in _catalogue():
        return _catalogue()[result.mistake].name
    if result.code is Code.WRONG_KIND:
        return _returned(result.fields["seen_kind"], result.fields["expected"])
    if result.code in _ENDED:
        return _ENDED[result.code].format(**result.fields)
    return f"failed the check “{result.check}”"


def _returned(seen: str, expected: str) -> str:
    if seen == "none":
        return "returned nothing"
    kind = NAMES.get(seen) or _ALSO_RETURNED.get(seen) or f"a {seen}"
    return f"returned {kind} instead of {NAMES[expected]}".replace(" (a tuple of two)", "")


@cache
def _catalogue() -> dict[str, Mistake]:
    """Return all mistakes by their ids."""
    return {
        f"{lesson.number}/{path.stem}": read_mistake(path, lesson)
        for lesson in load_manifest().lessons
        for path in (ROOT / f"tests/course/mistakes/lesson_{lesson.number}").glob("*.py")
    }


_ALSO_RETURNED = {
    "data_frame": "a DataFrame",
    "function": "a function",
    "other": "another thing",
    "tuple_of_one": "a tuple of one",
}
_ENDED = {
    Code.EXCEPTION: "stopped with {type}",
    Code.SYNTAX: "had a syntax error",
    Code.ENCODING: "had a syntax error",
    Code.IMPORT: "could not be imported",
    Code.NO_FILE: "had no such function",
    Code.NO_FUNCTION: "had no such function",
    Code.ARGUMENTS: "changed the function's parameters",
    Code.TIMEOUT: "did not come to an end",
    Code.NO_TIME_LEFT: "did not come to an end",
    Code.FLOOD: "printed without end",
    Code.MEMORY: "needed too much memory",
    Code.EXIT: "ended Python",
    Code.CRASH: "ended Python",
    Code.WORKER_GONE: "ended Python",
    Code.UNKNOWN_LAYER: "used a layer that the checks can't follow",
}
"""Names for the ends of code that gave no answer to judge."""
