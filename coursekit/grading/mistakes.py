"""Names for what went wrong: the catalogue of deliberate mistakes, looked up by what a check said."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coursekit.authoring.definitions import overridden
from coursekit.checks.results import CheckResult
from coursekit.manifest import ROOT, Lesson, load_manifest


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
    ValueError
        When its docstring does not say what fails.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name, *lines = (ast.get_docstring(tree) or "").splitlines() or [""]
    told = dict(line.split(": ", 1) for line in lines if line.startswith(("Fails: ", "Says: ")))
    if set(told) != {"Fails", "Says"}:
        raise ValueError("its docstring needs a line `Fails: …` and a line `Says: …`.")
    name = re.split(r"\.(?: |$)", name)[0]
    name = name[:1].lower() + name[1:]
    return Mistake(name, overridden(tree, lesson), told["Fails"], tuple(told["Says"].split("; ")))


def name_mistake(result: CheckResult) -> str:
    """Say in a few words, in the past tense, what went wrong in a check that failed.

    The catalogue's words where they fit: of several mistakes, the one with most of its words in the message.
    """
    for start, name in _PROBLEMS.items():
        if match := re.match(start, result.message):
            return name.format(*match.groups())
    fitting = [
        mistake
        for mistake in _catalogue().get((result.function, result.check), [])
        if all(words in result.message for words in mistake.says)
    ]
    best = max(fitting, key=lambda mistake: sum(map(len, mistake.says)), default=None)
    return best.name if best else f"failed the check “{result.check}”"


@cache
def _catalogue() -> dict[tuple[str | None, str], list[Mistake]]:
    found: dict[tuple[str | None, str], list[Mistake]] = {}
    for lesson in load_manifest().lessons:
        for path in sorted((ROOT / f"tests/course/mistakes/lesson_{lesson.number}").glob("*.py")):
            mistake = read_mistake(path, lesson)
            found.setdefault((mistake.function, mistake.fails), []).append(mistake)
    return found


_PROBLEMS = {
    r"\w+ stopped with an error: (\w{1,40})": "stopped with {}",
    r"Python can't read ": "had a syntax error",
    r"\S+ can't be imported": "could not be imported",
    r"The file \S+ is missing|\S+ has no function|\w+ in \S+ is a value": "had no such function",
    r"\w+ can't be called as ": "changed the function's parameters",
    r"\w+ did not finish within ": "did not come to an end",
    r"\w+ printed without end": "printed without end",
    r"\w+ needed more memory ": "needed too much memory",
    r"\w+ ended the whole program|Python itself ended|The process that runs your code ended": "ended Python",
}
"""How the messages begin of code that gave no answer to judge; whatever follows, the code may have written."""
