"""What is said of results: for each function one entry, for one mistake one message. And the terminal's view of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from coursekit.checks.results import CheckResult, Status, by_function, function_status
from coursekit.manifest import Manifest

Line = tuple[str, str]
"""A line of text and its colour: green, red, yellow, or nothing."""

LOOKING = "Looking for one change that repairs it ..."
"""Stands there while small changes are tried."""

COLOURS = {
    Status.PASSED: "green",
    Status.FAILED: "red",
    Status.NOT_STARTED: "yellow",
    Status.WAITING: "yellow",
    Status.ERROR: "red",
}
_MARKS = {Status.PASSED: "✓", Status.FAILED: "✗", Status.ERROR: "✗"}
_PRINTED_LINES = 12
_RIGHT_LENGTH = 100
"""How long the line of what is right already may be."""


@dataclass(frozen=True)
class Entry:
    """What is said of one function, one check or one lesson. Every view shows the same entries.

    Attributes
    ----------
    status
        For colour and mark; None where there is nothing to judge yet.
    label
        What it is about: "03 build_mlp".
    mark
        ✓, ✗ or ·, or nothing.
    text
        The verdict: "9 checks", or the demand that was not met.
    message
        Lines for the learner. The one that begins with → says what to do.
    right
        Where something is wrong, what is right already, in one line.
    printed
        What the learner's code printed, line by line.
    details
        A traceback, line by line.
    """

    status: Status | None
    label: str
    mark: str = ""
    text: str = ""
    message: tuple[str, ...] = ()
    right: str = ""
    printed: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Label, mark and text in one line."""
        return " ".join(part for part in (self.label, self.mark, self.text) if part)


def report_lines(
    results: Iterable[CheckResult], manifest: Manifest, verbose: bool = False
) -> list[Line]:
    """Say what the checks found.

    Parameters
    ----------
    results
        In the order of the course.
    manifest
        For the lessons' titles and what comes next.
    verbose
        Show every check and tracebacks, not only the first mistake of each function.
    """
    results = list(results)
    return entry_lines(
        function_entries(results, verbose),
        lesson_entries(results, manifest),
    )


def entry_lines(functions: Iterable[Entry], lessons: Collection[Entry]) -> list[Line]:
    """Return entries as lines: first the functions', then, after an empty line, the lessons'."""
    lines = [line for entry in functions for line in _lines(entry)]
    return [
        *lines,
        *([("", "")] if lessons else []),
        *(line for e in lessons for line in _lines(e)),
    ]


def function_entries(results: Iterable[CheckResult], verbose: bool = False) -> list[Entry]:
    """Return an entry for each function, or (`verbose`) for each of its checks after a heading."""
    entries: list[Entry] = []
    for group in by_function(results).values():
        label = f"{group[0].lesson} {group[0].function}"
        if verbose:
            entries.append(Entry(None, label))
            entries += [
                _entry("", result, f"{result.check} ({result.duration:.2f} s)", verbose)
                for result in group
            ]
        elif function_status(group) is Status.PASSED:
            count = f"{len(group)} check{'s' if len(group) > 1 else ''}"
            entries.append(Entry(Status.PASSED, label, _MARKS[Status.PASSED], count))
        else:
            first = next(result for result in group if not result.passed)
            unjudged = first.status in (Status.NOT_STARTED, Status.WAITING)
            text = first.status.value if unjudged else first.check
            entry = _entry(label, first, text)
            entries.append(entry if unjudged else replace(entry, right=_right(group)))
    return entries


def lesson_entries(
    results: Iterable[CheckResult], manifest: Manifest, passed: Collection[str] = ()
) -> list[Entry]:
    """Return an entry for each lesson of which something can be said as a whole.

    Parameters
    ----------
    results
        What was checked now.
    manifest
        The course.
    passed
        Functions that passed earlier: with them, a part of a lesson can complete it.
    """
    entries = []
    for lesson in manifest.lessons:
        groups = by_function(r for r in results if r.lesson == lesson.number)
        statuses = {name: function_status(group) for (_, name), group in groups.items()}
        done = sum(status is Status.PASSED for status in statuses.values())
        missing = {function.name for function in lesson.graded} - set(statuses)
        head = f"Lesson {lesson.number}, {lesson.title}:"
        if statuses and done == len(statuses) and missing.issubset(passed):
            entry = Entry(Status.PASSED, head, text=f"done. {lesson.learned}")
        elif missing:
            # Only a part of the lesson was checked: nothing can be said of the whole.
            continue
        elif all(statuses[function.name] is Status.NOT_STARTED for function in lesson.functions):
            entry = Entry(Status.NOT_STARTED, head, text="not started.")
        else:
            entry = Entry(None, head, text=f"{done} of {len(statuses)} functions done.")
        entries.append(entry)
    return entries


def _entry(label: str, result: CheckResult, text: str, verbose: bool = False) -> Entry:
    printed = result.printed.strip("\n").splitlines() if result.printed.strip() else []
    told = not result.passed and result.status is not Status.NOT_STARTED
    return Entry(
        result.status,
        label,
        _MARKS.get(result.status, "·"),
        text,
        tuple(_message(result).splitlines()) if not result.passed else (),
        printed=tuple(_shortened(printed)) if told else (),
        details=tuple(result.details.splitlines()) if verbose and not result.passed else (),
    )


def _right(group: list[CheckResult]) -> str:
    """Return which demands a function meets already: as many as fit into a line, the first ones."""
    met = [result.check for result in group if result.passed]
    for shown in range(len(met), 0, -1):
        more = f" and {len(met) - shown} more" if shown < len(met) else ""
        line = f"already right: {', '.join(met[:shown])}{more} ({len(met)} of {len(group)})"
        if len(line) <= _RIGHT_LENGTH:
            return line
    return f"already right: {len(met)} of {len(group)} checks" if met else ""


def _message(result: CheckResult) -> str:
    """Return the message, with file and line where it does not name them itself."""
    if not result.file or not result.message or result.status is Status.WAITING:
        return result.message
    named = result.file in result.message.splitlines()[-1]
    place = [
        *([] if named else [result.file]),
        *([f"line {result.line}"] if result.line else []),
    ]
    return result.message + (f" ({', '.join(place)})" if place else "")


def _shortened(printed: list[str]) -> list[str]:
    more = len(printed) - _PRINTED_LINES
    shown = [line[:200] for line in printed[:_PRINTED_LINES]]
    return [*shown, f"… {more} more lines"] if more > 0 else shown


def _lines(entry: Entry) -> list[Line]:
    indent = "" if entry.label else " "
    lines = [(indent + entry.title, COLOURS[entry.status] if entry.status else "")]
    body = [*entry.message, *([entry.right] if entry.right else [])]
    if entry.printed:
        body += ["It printed:", *(f"| {line}" for line in entry.printed)]
    return [*lines, *((f"   {line}", "") for line in [*body, *entry.details])]
