"""What is wrong with a lesson's mistakes and variants, seen without running them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from coursekit.authoring.checks_check import checks_of
from coursekit.authoring.course_files import name_of, parsed, text_of, todo_findings
from coursekit.authoring.messages import Neighbours, neighbours_in, unsaid
from coursekit.catalogue import read_mistake
from coursekit.errors import CourseError
from coursekit.findings import Finding, line_of
from coursekit.manifest import Lesson
from coursekit.source import overridden

LEAST = {"mistakes": 5, "variants": 1}
"""How many files each function needs in the folders of `tests/course/`."""


def catalogue_findings(root: Path, lesson: Lesson) -> Iterator[Finding]:
    """Look at the files of a lesson's mistakes and variants: whether they can be read, and whether they are enough."""
    neighbours = _neighbours_of_machinery(root) | neighbours_in(
        text_of(path)
        for path in (root / lesson.tests).glob("*.py")
        if isinstance(parsed(root, path), ast.Module)
    )
    for kind, least in LEAST.items():
        folder = f"tests/course/{kind}/lesson_{lesson.number}"
        names = []
        for path in sorted((root / folder).glob("*.py")):
            yield from todo_findings(root, path)
            tree, file = parsed(root, path), name_of(root, path)
            if isinstance(tree, Finding):
                yield tree
                continue
            names.append(overridden(tree, lesson))
            if names[-1] is None:
                what = "it defines no function of its lesson."
                to_do = (
                    f"Define one of {', '.join(f.name for f in lesson.functions)}, or delete it."
                )
                yield Finding(file, 0, "overrides-nothing", what, to_do)
            elif kind == "mistakes":
                yield from _mistake_findings(root, lesson, path, neighbours)
        for function in lesson.functions:
            count = names.count(function.name)
            if count < least:
                what = f"there are {count} {kind} of {function.name}."
                yield Finding(f"{folder}/", 0, f"few-{kind}", what, f"Write at least {least}.")


def _mistake_findings(
    root: Path, lesson: Lesson, path: Path, neighbours: Neighbours
) -> Iterator[Finding]:
    file, text = name_of(root, path), text_of(path)
    try:
        mistake = read_mistake(path, lesson)
    except CourseError as error:
        to_do = "Write the check that must fail first, and words of its message."
        yield Finding(file, 1, "says-nothing", str(error), to_do)
        return
    function = next(one for one in lesson.functions if one.name == mistake.function)
    known = checks_of(root, lesson, function)
    if known and mistake.fails not in known:
        what = f"{function.name} has no check “{mistake.fails}”."
        to_do = f"Write one of these behind `Fails:`: {'; '.join(known)}."
        yield Finding(file, line_of(text, "Fails: "), "fails-no-check", what, to_do)
    for words in mistake.says:
        if missing := unsaid(words, neighbours):
            what = f"no message holds “{words}”: “{missing}” stands in none."
            to_do = "Write behind `Says:` words of the message, to the letter."
            yield Finding(file, line_of(text, "Says: "), "says-in-no-message", what, to_do)


def _neighbours_of_machinery(root: Path) -> Neighbours:
    """Return what any lesson's checks may say: the shared checks' words, and those for problems and values."""
    folders = ("checks", "worker", "diagnose")
    paths = [path for name in folders for path in (root / "coursekit" / name).rglob("*.py")]
    return neighbours_in(map(text_of, paths))
