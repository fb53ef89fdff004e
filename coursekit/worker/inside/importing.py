"""Importing a module of the learner's, and finding a function in it."""

import importlib
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coursekit.worker.inside.exceptions import (
    Refusal,
    describe_error,
    raised_by_learner,
    shown_path,
)
from coursekit.worker.inside.keras_backend import expect_tensorflow
from coursekit.worker.names import PACKAGE, Code


def import_learners_module(name: str, folder: Path) -> None:
    """Import a module of the learner's.

    Raises
    ------
    Refusal
        When it can't be imported.
    """
    if name in sys.modules:
        return
    file = Path(*name.split(".")).with_suffix(".py")
    if not (folder / file).is_file():
        # Python would go on looking, and might find the module of another course folder.
        raise Refusal(Code.NO_FILE, where={"file": file.as_posix(), "line": 0, "text": ""})
    try:
        _import(name, file, folder)
    finally:
        # What follows from another backend is not told: that is.
        expect_tensorflow(folder, file)


def _import(name: str, file: Path, folder: Path) -> None:
    try:
        importlib.import_module(name)
    except SyntaxError as error:
        if raised_by_learner(error.__traceback__, folder):
            raise _import_refusal(error, folder) from None
        # Where Python can't even read letters, it does not always say in which file.
        source = Path(error.filename or folder / file)
        where = {"file": shown_path(str(source), folder), "line": 0, "text": ""}
        if not _is_text(source):
            raise Refusal(Code.ENCODING, where=where) from None
        line = {**where, "line": error.lineno or 0, "text": (error.text or "").rstrip()}
        raise Refusal(Code.SYNTAX, said=error.msg, type=type(error).__name__, where=line) from None
    except ModuleNotFoundError as error:
        raise _import_refusal(error, folder, error.name or "") from None
    except SystemExit as error:
        raise Refusal(Code.EXIT, **describe_error(error, folder)) from None
    except BaseException as error:  # noqa: BLE001 - it is the learner's, and told
        raise _import_refusal(error, folder) from None


def find_function(code: Any, name: str, folder: Path) -> Callable[..., Any]:
    """Return the function of this name in a module.

    Raises
    ------
    Refusal
        When there is none.
    """
    found: Callable[..., Any] | None = getattr(code, name, None)
    if callable(found):
        return found
    own = [
        key
        for key, value in vars(code).items()
        if inspect.isfunction(value) and value.__module__ == code.__name__
    ]
    where = {"file": shown_path(code.__file__ or "", folder), "line": 0, "text": ""}
    raise Refusal(Code.NO_FUNCTION, functions=own, where=where, is_value=found is not None)


def _is_text(file: Path) -> bool:
    """Whether Python could read a file's letters, whatever they say."""
    try:
        return "\0" not in file.read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        return False


def _import_refusal(error: BaseException, folder: Path, module: str = "") -> Refusal:
    """Say that the file can't be imported; `module` is the one that is missing, which may be one of the learner's own."""
    own = bool(module) and (folder / PACKAGE / f"{module}.py").is_file()
    return Refusal(Code.IMPORT, **describe_error(error, folder), module=module, own=own)
