"""The worker: imports the learner's code, calls it, and answers with plain data.

Started by `coursekit.worker.launch` as ``python -m coursekit.worker.inside FOLDER``, where FOLDER holds
``mnist_course/``. It speaks frames (see `protocol`) over its standard input and output, which it moves to
private descriptors first, so that the learner's ``print`` goes to the output that the tests show.
"""

import contextlib
import dis
import faulthandler
import gc
import importlib
import inspect
import json
import linecache
import os
import queue
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

# Until the libraries are there: see `_preload`.
gc.disable()

import numpy as np  # noqa: E402

from coursekit.worker.inside import answers, facts  # noqa: E402
from coursekit.worker.names import Code  # noqa: E402
from coursekit.worker.protocol import TooBig, read_frame, write_frame  # noqa: E402

PACKAGE = "mnist_course"


class Refusal(Exception):
    """Something about the learner's code that is worth a sentence: a code, and fields."""

    def __init__(self, code: Code, **fields: Any) -> None:
        super().__init__(code.value)
        self.content = {"code": code.value, **fields}


class Things:
    """The objects that stay here, by the number that stands for them on the other side."""

    def __init__(self) -> None:
        self._objects: list[Any] = []

    def keep(self, value: Any) -> dict:
        """Remember an object and return its number, kind and facts."""
        number = next((i for i, known in enumerate(self._objects) if known is value), None)
        if number is None:
            number = len(self._objects)
            self._objects.append(value)
        kind = facts.kind_of(value)
        try:
            known = facts.facts_of(value, kind)
        except Exception as error:  # noqa: BLE001 - the learner's object may be half made
            known = {"type": type(value).__name__, "unreadable": f"{type(error).__name__}: {error}"}
        return {"number": number, "kind": kind, "facts": known}

    def restore(self, content: dict) -> Any:
        """Return the object for a number, or a random generator for its state."""
        if "generator" in content:
            bits = np.random.PCG64()
            bits.state = content["generator"]
            return np.random.Generator(bits)
        return self._objects[content["number"]]


def main() -> None:
    """Serve requests until the other side closes the stream."""
    requests, replies = _take_over_standard_streams()
    _limit_yourself()
    folder = Path(sys.argv[1]).resolve()
    sys.path.insert(0, str(folder))
    # A .pyc is trusted by its source's second and size; a file saved twice in a second must be read again.
    sys.dont_write_bytecode = True
    things = Things()

    def open_folder(path: str) -> None:
        """Take the learner's package from another folder, for whoever checks many in one worker."""
        nonlocal folder
        sys.path.remove(str(folder))
        folder = Path(path).resolve()
        sys.path.insert(0, str(folder))
        for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
            del sys.modules[name]
        importlib.invalidate_caches()
        linecache.clearcache()

    operations: dict[str, Callable[..., Any]] = {
        "open": open_folder,
        "preload": _preload,
        "call": lambda **request: _call(folder, **request),
        "ask": lambda thing, question, args: answers.ask(thing, question, *args),
        "make": lambda what, options: answers.make(what, **options),
    }
    inbox: queue.SimpleQueue = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(requests, things, inbox), daemon=True).start()
    while True:
        request = inbox.get()
        operation, number = operations[request.pop("operation")], request.pop("number")
        try:
            answer = {"ok": operation(**request)}
        except Refusal as refusal:
            answer = {"problem": refusal.content}
        except Exception as error:
            answer = {"problem": {"code": Code.COURSE_CODE.value, **_describe_error(error, folder)}}
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
        _send(replies, {**answer, "number": number}, things)


def _take_over_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """Move the protocol to private descriptors; print goes to standard error, native noise nowhere."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    shown = os.fdopen(os.dup(2), "w", buffering=1, encoding="utf-8", errors="replace")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(shown.fileno(), 1)
    # TensorFlow's C++ code logs to descriptor 2, and no setting silences all of it.
    os.dup2(nowhere, 2)
    sys.stdin = open(os.devnull)
    sys.stdout = sys.stderr = shown
    faulthandler.enable(file=shown)
    warnings.simplefilter("ignore")
    return requests, replies


def _receive(stream: BinaryIO, things: Things, inbox: queue.SimpleQueue) -> None:
    """Take requests in; when the other side is gone, end at once, even out of the learner's endless loop."""
    try:
        while True:
            inbox.put(read_frame(stream, things.restore))
    finally:
        os._exit(0)


def _limit_yourself() -> None:
    """Take on the limits that the launcher asks for, and a folder to write to, before any of the learner's code runs."""
    limits = json.loads(os.environ.pop("COURSE_LIMITS", "{}"))
    if limits:
        import resource

        for name, value in limits.items():
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))
    if not os.access(".", os.W_OK):
        # In a sandbox. At home, code may save a picture beside itself; here it goes where it harms nobody.
        import tempfile

        os.chdir(tempfile.gettempdir())


def _send(stream: BinaryIO, answer: dict, things: Things) -> None:
    try:
        write_frame(stream, answer, things.keep)
    except TooBig as too_big:
        where = answer["ok"].get("where") if isinstance(answer.get("ok"), dict) else None
        problem = {"code": Code.TOO_BIG.value, "size": str(too_big), "where": where}
        write_frame(stream, {"problem": problem, "number": answer["number"]}, things.keep)
    except (RecursionError, ValueError, MemoryError) as error:
        problem = {"code": Code.CANNOT_CROSS.value, "said": f"{type(error).__name__}: {error}"}
        write_frame(stream, {"problem": problem, "number": answer["number"]}, things.keep)


def _preload(modules: list[str], warm: bool) -> None:
    """Import libraries before the learner's code, so that its time limit does not pay for them."""
    for module in modules:
        try:
            importlib.import_module(module)
        except ImportError:
            continue
    if "tensorflow" in sys.modules or "keras" in sys.modules:
        _serve_keras_the_same_digits()
        _plan_less()
    if "matplotlib" in sys.modules:
        importlib.import_module("matplotlib.pyplot")
    if warm:
        answers.warm_up()
    # What libraries are made of stays. To look for garbage in it again and again takes longer than a small training.
    gc.freeze()
    gc.set_threshold(20_000)
    gc.enable()


def _plan_less() -> None:
    """Keep TensorFlow from optimising each graph before it runs: for small trainings, that takes longer than it saves."""
    import tensorflow

    # Not only the networks' graphs: Keras makes another for its data at every epoch.
    tensorflow.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})


def _serve_keras_the_same_digits() -> None:
    """Let ``keras.datasets.mnist`` read the digits that `coursekit.mnist` found: no check downloads."""
    import keras.src.datasets.mnist as keras_mnist

    from coursekit import mnist

    keras_mnist.get_file = lambda *args, **kwargs: str(mnist.find().path)


def _call(
    folder: Path,
    module: str,
    function: str,
    args: tuple,
    kwargs: dict,
    in_place: bool,
    seconds: float,
) -> dict:
    """Call one of the learner's functions; return its value, where it stands and which inputs it changed.

    With `in_place`, also the positional arguments as they are after the call. Shortly before it is stopped, after
    `seconds`, what it is at is printed.
    """
    faulthandler.dump_traceback_later(max(seconds - 1, seconds / 2, 0.1), file=1)
    try:
        return _call_in_time(folder, module, function, args, kwargs, in_place)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _call_in_time(
    folder: Path, module: str, function: str, args: tuple, kwargs: dict, in_place: bool
) -> dict:
    _import(f"{PACKAGE}.{module}", folder)
    code = sys.modules[f"{PACKAGE}.{module}"]
    called = _find_function(code, function, folder)
    where = _where(called, folder)
    try:
        inspect.signature(called).bind(*args, **kwargs)
    except TypeError as error:
        expected = _written_signature(function, called)
        raise Refusal(Code.ARGUMENTS, said=str(error), signature=expected, where=where) from None
    except ValueError:
        pass  # A built-in without a signature: the call itself will tell.
    before = [np.copy(a) for a in _arrays(args, kwargs)]
    _close_old_figures([*args, *kwargs.values()])
    _quieten_libraries()
    try:
        value = called(*args, **kwargs)
    except NotImplementedError as error:
        frames = _learner_frames(error.__traceback__, folder)
        unwritten = frames[-1]["function"] if frames else function
        raise Refusal(Code.NOT_WRITTEN, unwritten=unwritten, where=where) from None
    except SystemExit as error:
        raise Refusal(Code.EXIT, **_describe_error(error, folder), where=where) from None
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise Refusal(Code.EXCEPTION, **_describe_error(error, folder), where=where) from None
    after = _arrays(args, kwargs)
    unchanged = len(before) == len(after) and all(map(_same, before, after))
    return {
        "value": value,
        "where": where,
        "changed_inputs": not unchanged,
        "inputs": args if in_place else None,
    }


def _close_old_figures(inputs: list) -> None:
    """Let pyplot forget earlier figures, unless the call draws on one of them."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and not any(hasattr(value, "figure") for value in inputs):
        pyplot.close("all")


def _quieten_libraries() -> None:
    """Keep progress bars and TensorFlow's advice out of what the learner's own code prints."""
    if "keras" in sys.modules:
        sys.modules["logging"].getLogger("tensorflow").setLevel("ERROR")
        sys.modules["keras"].config.disable_interactive_logging()


def _import(name: str, folder: Path) -> None:
    if name in sys.modules:
        return
    file = Path(*name.split(".")).with_suffix(".py")
    if not (folder / file).is_file():
        # Python would go on looking, and might find the module of another course folder.
        raise Refusal(Code.NO_FILE, where={"file": file.as_posix(), "line": 0, "text": ""})
    try:
        importlib.import_module(name)
    except SyntaxError as error:
        if _raised_by_learner(error.__traceback__, folder):
            raise _import_refusal(error, folder) from None
        # Where Python can't even read letters, it does not always say in which file.
        source = Path(error.filename or folder / file)
        where = {"file": _shown(str(source), folder), "line": 0, "text": ""}
        if not _is_text(source):
            raise Refusal(Code.ENCODING, where=where) from None
        line = {**where, "line": error.lineno or 0, "text": (error.text or "").rstrip()}
        raise Refusal(Code.SYNTAX, said=error.msg, type=type(error).__name__, where=line) from None
    except ModuleNotFoundError as error:
        raise _import_refusal(error, folder, error.name or "") from None
    except SystemExit as error:
        raise Refusal(Code.EXIT, **_describe_error(error, folder)) from None
    except BaseException as error:
        raise _import_refusal(error, folder) from None


def _is_text(file: Path) -> bool:
    """Whether Python could read a file's letters, whatever they say."""
    try:
        return "\0" not in file.read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        return False


def _import_refusal(error: BaseException, folder: Path, module: str = "") -> Refusal:
    """Say that the file can't be imported; `module` is the one that is missing, which may be one of the learner's own."""
    own = bool(module) and (folder / PACKAGE / f"{module}.py").is_file()
    return Refusal(Code.IMPORT, **_describe_error(error, folder), module=module, own=own)


def _find_function(code: Any, name: str, folder: Path) -> Callable:
    found = getattr(code, name, None)
    if callable(found):
        return found
    own = [
        key
        for key, value in vars(code).items()
        if inspect.isfunction(value) and value.__module__ == code.__name__
    ]
    where = {"file": _shown(code.__file__ or "", folder), "line": 0, "text": ""}
    raise Refusal(Code.NO_FUNCTION, functions=own, where=where, is_value=found is not None)


def _written_signature(name: str, function: Callable) -> str:
    return f"{name}({', '.join(inspect.signature(function).parameters)})"


def _arrays(args: tuple, kwargs: dict) -> list[np.ndarray]:
    """Collect the arrays among the inputs, also those inside tuples, lists and dicts."""
    found: list[np.ndarray] = []
    for value in [*args, *kwargs.values()]:
        if isinstance(value, np.ndarray):
            found.append(value)
        elif isinstance(value, list | tuple):
            found.extend(_arrays(tuple(value), {}))
        elif isinstance(value, dict):
            found.extend(_arrays(tuple(value.values()), {}))
    return found


def _same(old: np.ndarray, new: np.ndarray) -> bool:
    return old.shape == new.shape and old.dtype == new.dtype and bool((old == new).all())


def _where(function: Callable, folder: Path) -> dict | None:
    code = getattr(inspect.unwrap(function), "__code__", None)
    if code is None:
        return None
    return {"file": _shown(code.co_filename, folder), "line": code.co_firstlineno, "text": ""}


def _describe_error(error: BaseException, folder: Path) -> dict:
    frames = _learner_frames(error.__traceback__, folder)
    message = re.sub(r"\x1b\[[0-9;]*m", "", str(error))[:2000]
    meant = _meant(error)
    if meant and meant not in message:
        message = f"{message}. Did you mean: {meant!r}?"
    return {
        "type": type(error).__name__,
        "said": message,
        "by_learner": _raised_by_learner(error.__traceback__, folder),
        "frames": frames,
        "traceback": "".join(traceback.format_exception(error))[-8000:],
    }


def _raised_by_learner(trace: Any, folder: Path) -> bool:
    """Whether a ``raise`` of the learner's ended it. Then its words are the learner's own, whatever they are."""
    steps = list(traceback.walk_tb(trace))
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if not steps or trace is None:
        return False
    code = steps[-1][0].f_code
    inside = Path(code.co_filename).is_relative_to(folder / PACKAGE)
    return inside and code.co_code[trace.tb_lasti] == dis.opmap["RAISE_VARARGS"]


def _meant(error: BaseException) -> str | None:
    """Guess the name that was meant. Python does so itself, but only where it prints a traceback."""
    if not isinstance(error, AttributeError | NameError) or not error.name:
        # NumPy and Keras raise it without a name for what their modules lack.
        return None
    import difflib

    if isinstance(error, AttributeError):
        known = dir(error.obj)
    else:
        frame = [frame for frame, _ in traceback.walk_tb(error.__traceback__)][-1]
        known = [*frame.f_locals, *frame.f_globals, *frame.f_builtins]
    return next(iter(difflib.get_close_matches(error.name, known, n=1)), None)


def _learner_frames(trace: Any, folder: Path) -> list[dict]:
    frames = []
    for frame, line in traceback.walk_tb(trace):
        file = frame.f_code.co_filename
        if Path(file).is_relative_to(folder / PACKAGE):
            frames.append(
                {
                    "file": _shown(file, folder),
                    "line": line,
                    "function": frame.f_code.co_name,
                    "text": linecache.getline(file, line).strip(),
                }
            )
    return frames


def _shown(file: str, folder: Path) -> str:
    path = Path(file)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name


if __name__ == "__main__":
    main()
