"""What an exception of the learner's code says of itself, as plain data."""

import difflib
import dis
import linecache
import re
import traceback
from pathlib import Path
from typing import Any

from coursekit.worker.names import PACKAGE, Code


class Refusal(Exception):
    """Something about the learner's code that is worth a sentence: a code, and fields."""

    def __init__(self, code: Code, **fields: Any) -> None:
        super().__init__(code.value)
        self.content = {"code": code.value, **fields}


def describe_error(error: BaseException, folder: Path) -> dict[str, Any]:
    """Return an exception's type, words and frames of the learner's code, with the whole traceback."""
    frames = learner_frames(error.__traceback__, folder)
    message = re.sub(r"\x1b\[[0-9;]*m", "", str(error))[:2000]
    meant = _meant(error)
    if meant and meant not in message:
        message = f"{message}. Did you mean: {meant!r}?"
    return {
        "type": type(error).__name__,
        "said": message,
        "by_learner": raised_by_learner(error.__traceback__, folder),
        "frames": frames,
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
    """Return the frames of a traceback that are the learner's: file, line, function and the line's text."""
    frames = []
    for frame, line in traceback.walk_tb(trace):
        file = frame.f_code.co_filename
        if Path(file).is_relative_to(folder / PACKAGE):
            frames.append(
                {
                    "file": shown_path(file, folder),
                    "line": line,
                    "function": frame.f_code.co_name,
                    "text": linecache.getline(file, line).strip(),
                }
            )
    return frames


def shown_path(file: str, folder: Path) -> str:
    """Return a file as messages call it."""
    path = Path(file)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name


def _meant(error: BaseException) -> str | None:
    """Guess the name that was meant. Python does so itself, but only where it prints a traceback."""
    if not isinstance(error, AttributeError | NameError) or not error.name:
        # NumPy and Keras raise it without a name for what their modules lack.
        return None
    if isinstance(error, AttributeError):
        known = dir(error.obj)
    else:
        frame = [frame for frame, _ in traceback.walk_tb(error.__traceback__)][-1]
        known = [*frame.f_locals, *frame.f_globals, *frame.f_builtins]
    return next(iter(difflib.get_close_matches(error.name, known, n=1)), None)
