"""What an exception of the learner's code says of itself, as plain data."""

import difflib
import dis
import linecache
import re
import traceback
from pathlib import Path
from typing import Any

import numpy as np

from coursekit.worker.names import PACKAGE, Code


class Refusal(Exception):
    """Something about the learner's code that is worth a sentence: a code, and fields."""

    def __init__(self, code: Code, **fields: Any) -> None:
        super().__init__(code.value)
        self.content = {"code": code.value, **fields}


def describe_error(error: BaseException, folder: Path) -> dict[str, Any]:
    """Return an exception's type, words and frames of the learner's code, with the whole traceback."""
    return {
        "type": type(error).__name__,
        "said": re.sub(r"\x1b\[[0-9;]*m", "", str(error))[:2000],
        "name": _missing_name(error),
        "meant": _meant(error) or "",
        "by_learner": raised_by_learner(error.__traceback__, folder),
        "frames": learner_frames(error.__traceback__, folder),
        "traceback": "".join(traceback.format_exception(error))[-8000:],
    }


def raised_by_learner(trace: Any, folder: Path) -> bool:
    """Whether a ``raise`` of the learner's ended it. Then its words are the learner's own, whatever they are."""
    steps = list(traceback.walk_tb(trace))
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if not steps or trace is None:
        return False
    code = steps[-1][0].f_code
    inside = Path(code.co_filename).is_relative_to(folder / PACKAGE)
    return inside and code.co_code[trace.tb_lasti] == dis.opmap["RAISE_VARARGS"]


def learner_frames(trace: Any, folder: Path) -> list[dict[str, Any]]:
    """Return the frames of a traceback that are the learner's.

    Each has file, line, function and the line's text; the `span` of the expression that was at work, as
    ``[line, column, last line, last column]`` (columns in bytes; empty before Python 3.11, which does not know it);
    and the `kinds` of the values that its names have.
    """
    frames: list[dict[str, Any]] = []
    for frame, line in traceback.walk_tb(trace):
        file = frame.f_code.co_filename
        if Path(file).is_relative_to(folder / PACKAGE):
            frames.append(
                {
                    "file": shown_path(file, folder),
                    "line": line,
                    "function": frame.f_code.co_name,
                    "text": linecache.getline(file, line).strip(),
                    "span": [],
                    "kinds": {},
                }
            )
            last, last_line = frame, line
    if frames:
        frames[-1]["span"] = span = _span(trace, last)
        first, end = (span[0], span[2]) if span else (last_line, last_line)
        lines = [linecache.getline(last.f_code.co_filename, n) for n in range(first, end + 1)]
        frames[-1]["kinds"] = _kinds(last, "".join(lines[:20]))
    return frames


def _span(trace: Any, frame: Any) -> list[int]:
    """Return where the expression stands that a frame of a traceback was at: Python 3.11 knows it."""
    while trace.tb_frame is not frame:
        trace = trace.tb_next
    positions = getattr(frame.f_code, "co_positions", None)
    if positions is None:
        return []
    line, last_line, column, last_column = [*positions()][trace.tb_lasti // 2]
    span = [line, column, last_line, last_column]
    return [] if None in span else span


def _kinds(frame: Any, text: str) -> dict[str, dict[str, Any]]:
    """Return the type, and an array's shape or a list's length, of the values of the names that stand in a line."""
    known = {**frame.f_globals, **frame.f_locals}
    names = [name for name in dict.fromkeys(re.findall(r"[^\W\d]\w*", text)) if name in known]
    return {name: _kind(known[name]) for name in names[:20]}


def _kind(value: Any) -> dict[str, Any]:
    shape = value.shape if isinstance(value, np.ndarray) else ()
    if isinstance(value, tuple | list):
        shape = (len(value),)
    return {"type": type(value).__name__[:100], "shape": [int(size) for size in shape]}


def _missing_name(error: BaseException) -> str:
    """Return the name that was not there: a variable's, an attribute's or a module's."""
    name = getattr(error, "name", None)
    known = isinstance(error, AttributeError | NameError | ImportError) and isinstance(name, str)
    return str(name)[:200] if known else ""


def shown_path(file: str, folder: Path) -> str:
    """Return a file as messages call it."""
    path = Path(file)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name


def _meant(error: BaseException) -> str | None:
    """Guess the name that was meant: one that differs by a letter or two, or in capitals, and is for everybody."""
    if not isinstance(error, AttributeError | NameError) or not error.name:
        # NumPy and Keras raise it without a name for what their modules lack.
        return None
    if isinstance(error, AttributeError):
        known = dir(error.obj)
    else:
        frame = [frame for frame, _ in traceback.walk_tb(error.__traceback__)][-1]
        known = [*frame.f_locals, *frame.f_globals, *frame.f_builtins]
    public = {name: name for name in known if not name.startswith("_")}
    small = {name.lower(): name for name in reversed(public)}
    # 0.8: "lable" and "label"; "imges" and "images". Not "plot_digit" and "predict_digits", which is at 0.67.
    for names, wanted in ((public, error.name), (small, error.name.lower())):
        if near := difflib.get_close_matches(wanted, names, n=1, cutoff=0.8):
            return names[near[0]]
    return None
