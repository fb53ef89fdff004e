"""Calling one of the learner's functions: what it returns, or why it could not be called."""

import faulthandler
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coursekit.worker.inside.exceptions import Refusal, describe_error, learner_frames, shown_path
from coursekit.worker.inside.importing import find_function, import_learners_module
from coursekit.worker.inside.libraries import close_old_figures, quieten_libraries
from coursekit.worker.inside.settings import settings_of
from coursekit.worker.names import PACKAGE, Code


def call(folder: Path, seconds: float, **request: Any) -> dict[str, Any]:
    """Call one of the learner's functions; return its value, and where it stands.

    Shortly before it is stopped, after `seconds`, what it is at is printed.

    Parameters
    ----------
    folder
        Holds ``mnist_course/``.
    request
        `module`, `function`, `args`, `kwargs`.
    """
    _given[:] = request["args"], request["kwargs"]
    faulthandler.dump_traceback_later(max(seconds - 1, seconds / 2, 0.1), file=1)
    try:
        with settings_of(request["module"]):
            return _call_in_time(folder, **request)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _call_in_time(
    folder: Path,
    module: str,
    function: str,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> dict[str, Any]:
    import_learners_module(f"{PACKAGE}.{module}", folder)
    code = sys.modules[f"{PACKAGE}.{module}"]
    called = find_function(code, function, folder)
    where = _where(called, folder)
    try:
        inspect.signature(called).bind(*args, **kwargs)
    except TypeError as error:
        expected = _written_signature(function, called)
        raise Refusal(Code.ARGUMENTS, said=str(error), signature=expected, where=where) from None
    except ValueError:
        pass  # A built-in without a signature: the call itself will tell.
    close_old_figures([*args, *kwargs.values()])
    quieten_libraries()
    try:
        value = called(*args, **kwargs)
    except NotImplementedError as error:
        frames = learner_frames(error.__traceback__, folder)
        unwritten = frames[-1]["function"] if frames else function
        raise Refusal(Code.NOT_WRITTEN, unwritten=unwritten, where=where) from None
    except SystemExit as error:
        raise Refusal(Code.EXIT, **describe_error(error, folder), where=where) from None
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - it is the learner's, and told
        raise Refusal(Code.EXCEPTION, **describe_error(error, folder), where=where) from None
    return {"value": value, "where": where}


def inputs_now() -> tuple[Any, ...]:
    """Return the arguments of the last call as they are now: those by place, and those by name."""
    return tuple(_given)


def _where(function: Callable[..., Any], folder: Path) -> dict[str, Any] | None:
    code = getattr(inspect.unwrap(function), "__code__", None)
    if code is None:
        return None
    return {"file": shown_path(code.co_filename, folder), "line": code.co_firstlineno, "text": ""}


def _written_signature(name: str, function: Callable[..., Any]) -> str:
    return f"{name}({', '.join(inspect.signature(function).parameters)})"


_given: list[Any] = []
"""What the last call was given."""
