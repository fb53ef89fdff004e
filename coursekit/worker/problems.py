"""What went wrong with a learner's function, as data. Sentences are made of it in `coursekit.diagnose.sentences`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from coursekit.manifest import Function
from coursekit.worker.names import FROM_INSIDE, Code

MAX_LINE = 10**6
"""Of a place: no file has more lines, and a number may have thousands of digits."""

MAX_FRAMES = 50
"""Frames of a traceback that are kept: the last ones. Recursion has a thousand."""


@dataclass(frozen=True)
class Place:
    """A line of the learner's: `file` as messages call it, `line` 0 for the file as a whole, `text` where it is known."""

    file: str
    line: int
    text: str = ""


@dataclass(frozen=True)
class Problem:
    """What went wrong.

    Attributes
    ----------
    code
        What it is. Whoever decides something decides by this.
    function
        The course function that it is about.
    fields
        More about it: plain data, different for each code (see `_FIELDS` and where each code is given).
    place
        Where the learner looks.
    details
        For ``-v``: the whole traceback, where there is one.
    """

    code: Code
    function: Function
    fields: dict[str, Any] = field(default_factory=dict)
    place: Place | None = None
    details: str = ""


class LearnerProblem(Exception):
    """The learner's function could not be used; `problem` says why, `returned` what it gave when that was of a wrong kind."""

    def __init__(self, problem: Problem, returned: Any = None) -> None:
        super().__init__(f"{problem.function.name}: {problem.code.value} {problem.fields}")
        self.problem = problem
        self.returned = returned


class Contradiction(Exception):
    """What stands for an object contradicts itself, or can't be followed here: a code, and fields for its sentence."""

    def __init__(self, code: Code, **fields: Any) -> None:
        super().__init__(f"{code.value} {fields}")
        self.code = code
        self.fields = fields


def problem_from_inside(content: Any, function: Function) -> Problem:
    """Read what the process that runs the learner's code says went wrong. It is data, and may be anything.

    What is not in the form that the course's own code gives it is a problem of its own: `Code.UNREADABLE_ANSWER`.
    """
    try:
        code = Code(content["code"])
        if code not in FROM_INSIDE:
            raise ValueError(f"{code.value} is not for the inside to say")
        fields = {name: read(content[name]) for name, read in _FIELDS[code].items()}
        details = _text(8000)(content.get("traceback", ""))
        place = place_from(content.get("where"))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        return Problem(Code.UNREADABLE_ANSWER, function, {"said": f"{type(error).__name__}"})
    if frames := fields.get("frames"):
        place = place_from(frames[-1]) or place
    return Problem(code, function, fields, place, details)


def place_from(where: Any) -> Place | None:
    """Return file and line as the inside says them, if they are a file and a line."""
    match where:
        case {"file": str(file), "line": int(line)} if 0 <= line <= MAX_LINE:
            text = where.get("text")
            return Place(file[:200], line, text[:1000] if isinstance(text, str) else "")
    return None


def shorten(text: str, length: int) -> str:
    """Cut a text to at most `length` characters, with an ellipsis where something is missing."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _text(limit: int) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise TypeError("not a text")
        return value[:limit]

    return read


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("not a truth value")
    return value


def _names(value: Any) -> list[str]:
    return [_text(60)(name) for name in list(value)[:200]]


def _frames(value: Any) -> list[dict[str, Any]]:
    return [_frame(frame) for frame in list(value)[-MAX_FRAMES:]]


def _frame(frame: Any) -> dict[str, Any]:
    texts = {name: _text(1000)(frame[name]) for name in ("file", "function", "text")}
    span = [int(number) for number in list(frame["span"])[:4]]
    kinds = {_text(100)(name): _kind(kind) for name, kind in list(frame["kinds"].items())[:20]}
    line = int(frame["line"])
    if not 0 <= line <= MAX_LINE:
        raise ValueError("no line")
    return {**texts, "line": line, "span": span, "kinds": kinds}


def _kind(kind: Any) -> dict[str, Any]:
    shape = [int(size) for size in list(kind["shape"])[:32]]
    return {"type": _text(100)(kind["type"]), "shape": shape}


_RAISED: dict[str, Callable[[Any], Any]] = {
    "type": _text(100),
    "said": _text(2000),
    "name": _text(200),
    "meant": _text(200),
    "by_learner": _flag,
    "frames": _frames,
}

_FIELDS: dict[Code, dict[str, Callable[[Any], Any]]] = {
    Code.NOT_WRITTEN: {"unwritten": _text(100)},
    Code.NO_FILE: {},
    Code.NO_FUNCTION: {"functions": _names, "is_value": _flag},
    Code.ENCODING: {},
    Code.SYNTAX: {"type": _text(100), "said": _text(2000)},
    Code.IMPORT: {**_RAISED, "module": _text(200), "own": _flag},
    Code.ARGUMENTS: {"said": _text(2000), "signature": _text(500)},
    Code.EXCEPTION: _RAISED,
    Code.EXIT: _RAISED,
    Code.TOO_BIG: {"size": _text(50)},
    Code.CANNOT_CROSS: {"said": _text(2000)},
    Code.COURSE_CODE: _RAISED,
}
"""The fields of each code that the inside may give, and how each is read."""
