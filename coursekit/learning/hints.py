"""Hints, one tier more each time. The manifest holds them; `artifacts/` remembers how many were given."""

import json
from pathlib import Path

from coursekit.checks.progress import function_states
from coursekit.checks.results import Status
from coursekit.manifest import Function, Lesson


def next_hint(function: Function, root: Path) -> tuple[int, int, str]:
    """Return the next hint: its number, how many there are, and its text. The last one is repeated."""
    file = root / "artifacts" / "hints.json"
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
        count = int(given.get(function.name, 0))
    except (OSError, ValueError, TypeError, AttributeError):
        given, count = {}, 0
    number = min(count + 1, len(function.hints))
    try:
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps({**given, function.name: number}), encoding="utf-8")
    except OSError:
        # A folder that can't be written to only means that the same hint comes again.
        pass
    return number, len(function.hints), function.hints[number - 1]


def hint_line(function: Function, root: Path) -> str:
    """Return the next hint in a line that says which it is."""
    number, total, text = next_hint(function, root)
    return f"{function.name}, hint {number} of {total}: {text}"


def function_for(what: Function | Lesson, root: Path) -> Function:
    """Return the function itself, or a lesson's first function that has not passed yet."""
    if isinstance(what, Function):
        return what
    states = function_states(what, root)
    return next(
        (state.function for state in states if state.status is not Status.PASSED),
        what.functions[0],
    )
