"""The terminal's view of results: for each function one line, for one mistake one message."""

from collections.abc import Iterable

from coursekit.checks.results import CheckResult, Status, by_function, function_status
from coursekit.manifest import Manifest

Line = tuple[str, str]
"""A line of text and its colour: green, red, yellow, or nothing."""

_COLOURS = {
    Status.PASSED: "green",
    Status.FAILED: "red",
    Status.NOT_STARTED: "yellow",
    Status.WAITING: "yellow",
    Status.ERROR: "red",
}
_MARKS = {Status.PASSED: "✓", Status.FAILED: "✗", Status.ERROR: "✗"}
_PRINTED_LINES = 12


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
    lines: list[Line] = []
    for group in by_function(results).values():
        lines += _function_lines(group, verbose)
    summary = _summary_lines(results, manifest)
    return [*lines, *([("", "")] if summary else []), *summary]


def _function_lines(group: list[CheckResult], verbose: bool) -> list[Line]:
    status = function_status(group)
    label = f"{group[0].lesson} {group[0].function}"
    if verbose:
        lines: list[Line] = [(label, "")]
        for result in group:
            mark = _MARKS.get(result.status, "·")
            lines.append(
                (f" {mark} {result.check} ({result.duration:.2f} s)", _COLOURS[result.status])
            )
            lines += _message_lines(result, verbose) if not result.passed else []
        return lines
    first = next((result for result in group if not result.passed), None)
    if first is None:
        count = f"{len(group)} check{'s' if len(group) > 1 else ''}"
        return [(f"{label} ✓ {count}", "green")]
    if status in (Status.NOT_STARTED, Status.WAITING):
        return [(f"{label} · {status.value}", _COLOURS[status]), *_message_lines(first, verbose)]
    mark = _MARKS[status]
    return [(f"{label} {mark} {first.check}", _COLOURS[status]), *_message_lines(first, verbose)]


def _message_lines(result: CheckResult, verbose: bool) -> list[Line]:
    message = result.message
    if result.file and result.status is not Status.WAITING:
        named = result.file in message.splitlines()[-1]
        place = [
            *([] if named else [result.file]),
            *([f"line {result.line}"] if result.line else []),
        ]
        message += f" ({', '.join(place)})" if place else ""
    lines: list[Line] = [(f"   {line}", "") for line in message.splitlines()]
    if result.printed.strip() and result.status is not Status.NOT_STARTED:
        printed = result.printed.strip("\n").splitlines()
        lines.append(("   It printed:", ""))
        lines += [(f"   | {line[:200]}", "") for line in printed[:_PRINTED_LINES]]
        if len(printed) > _PRINTED_LINES:
            lines.append((f"   | … {len(printed) - _PRINTED_LINES} more lines", ""))
    if verbose and result.details:
        lines += [(f"   {line}", "") for line in result.details.splitlines()]
    return lines


def _summary_lines(results: list[CheckResult], manifest: Manifest) -> list[Line]:
    lines: list[Line] = []
    for lesson in manifest.lessons:
        groups = by_function(r for r in results if r.lesson == lesson.number)
        if len(groups) < len(lesson.functions):
            # Only a part of the lesson was checked: nothing can be said of the whole.
            continue
        done = sum(function_status(group) is Status.PASSED for group in groups.values())
        head = f"Lesson {lesson.number}, {lesson.title}: "
        if done == len(groups):
            lines.append((f"{head}done. {lesson.learned}", "green"))
        elif all(function_status(group) is Status.NOT_STARTED for group in groups.values()):
            lines.append((f"{head}not started.", "yellow"))
        else:
            lines.append((f"{head}{done} of {len(groups)} functions done.", ""))
    return lines
