"""What is wrong with a lesson's mistakes and variants: seen without running them, and in what running them gave."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from coursekit.authoring.checks_check import checks_of, solution_lines
from coursekit.authoring.course_files import name_of, parsed, text_of, todo_findings
from coursekit.authoring.judging import Entry
from coursekit.authoring.messages import Neighbours, neighbours_in, unsaid
from coursekit.catalogue import read_mistake
from coursekit.checks.results import CheckResult
from coursekit.errors import CourseError
from coursekit.findings import Finding, line_of
from coursekit.grading.mistake_names import name_mistake
from coursekit.manifest import ROOT, Lesson
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


def entry_findings(entry: Entry, results: list[CheckResult]) -> Iterator[Finding]:
    """Say what is wrong with a mistake or variant, of which the checks found this."""
    first = next((result for result in results if not result.passed), None)
    if entry.kind == "variants":
        if first or not results:
            what = (
                f"the check “{first.check}” says: {_in_a_line(first.message)}"
                if first
                else "nothing ran."
            )
            to_do = "Ask for behaviour, not for spelling; or correct the variant."
            yield entry.finding("", "variant-fails", what, to_do)
        return
    if first is None:
        to_do = "Write a check that rejects it in every run, or make the mistake a clearer one."
        yield entry.finding("Fails: ", "mistake-passes", "no check fails.", to_do)
    elif (first.function, first.check) != (entry.function, entry.mistake.fails):
        what = (
            f"expected “{entry.mistake.fails}” to fail first; it was “{first.check}”: "
            f"{_in_a_line(first.message)}"
        )
        to_do = "Put the checks into a better order, or correct `Fails:`."
        yield entry.finding("Fails: ", "fails-elsewhere", what, to_do)
    else:
        yield from _said_findings(entry, first)


def _said_findings(entry: Entry, first: CheckResult) -> Iterator[Finding]:
    mistake, said = entry.mistake, first.message
    for words in mistake.says:
        if words not in said:
            what = f"expected the words “{words}”; the check said: {_in_a_line(said)}"
            to_do = "Correct `Says:`, or let the check say what is wrong."
            yield entry.finding("Says: ", "says-other-words", what, to_do)
    if first.cause != mistake.cause:
        what = f"expected the cause “{mistake.cause or 'none'}”; it was “{first.cause or 'none'}”: {_in_a_line(said)}"
        to_do = "Correct `Cause:`, or let the rule of coursekit/diagnose/rules be silent."
        yield entry.finding("Cause: ", "other-cause", what, to_do)
    if name_mistake(first) != mistake.name:
        what = f"its first sentence is “{mistake.name}”; reports would say “{name_mistake(first)}”."
        to_do = (
            "Let the check say which mistake it has recognised (see `recognised` in CONTRIBUTING.md). Give those that "
            "it can't tell apart the same first sentence."
        )
        yield entry.finding("", "other-name", what, to_do)
    if not re.fullmatch(r".+\n→ .+", said, re.DOTALL):
        to_do = "Say in the check what was seen and why it is wrong, and after `→` what to do."
        yield entry.finding("Says: ", "no-advice", f"the check said: {_in_a_line(said)}", to_do)
    if word := re.search("coursekit|Traceback|worker", said):
        what = f"the message tells of the machinery, {word[0]!r}: {_in_a_line(said)}"
        yield entry.finding("Says: ", "tells-of-machinery", what, "Say it without.")
    for line in solution_lines(ROOT, entry.lesson, entry.function):
        if line in said:
            what = f"the message shows a line of the solution: {line}"
            yield entry.finding("Says: ", "shows-the-solution", what, "Say less.")


def _in_a_line(message: str) -> str:
    return " ".join(message.splitlines())
