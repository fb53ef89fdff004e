"""The worker: imports the learner's code, calls it, and answers with plain data.

Started by `coursekit.worker.launch` as ``python -m coursekit.worker.inside FOLDER``, where FOLDER holds
``mnist_course/``. It speaks frames (see `coursekit.worker.protocol`) over its standard input and output, which it moves to
private descriptors first, so that the learner's ``print`` goes to the output that the tests show.
"""

import contextlib
import gc
import importlib
import linecache
import os
import queue
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

# Until the libraries are there: see `preload`.
gc.disable()

from coursekit.worker.inside.call import call, inputs_now  # noqa: E402
from coursekit.worker.inside.exceptions import Refusal, describe_error  # noqa: E402
from coursekit.worker.inside.kept_objects import KeptObjects  # noqa: E402
from coursekit.worker.inside.libraries import preload  # noqa: E402
from coursekit.worker.inside.questions import ask  # noqa: E402
from coursekit.worker.inside.ready_made import make  # noqa: E402
from coursekit.worker.inside.replaced_functions import pipe_without_sockets  # noqa: E402
from coursekit.worker.inside.resource_limits import limit_yourself, writable_copy  # noqa: E402
from coursekit.worker.inside.settings import forget_settings  # noqa: E402
from coursekit.worker.inside.standard_streams import take_over_standard_streams  # noqa: E402
from coursekit.worker.names import PACKAGE, Code  # noqa: E402
from coursekit.worker.protocol import TooBig, read_frame, write_frame  # noqa: E402


def main() -> None:
    """Serve requests until the other side closes the stream."""
    requests, replies = take_over_standard_streams()
    if limit_yourself():
        pipe_without_sockets()
    folder = Path(sys.argv[1]).resolve()
    sys.path.insert(0, str(folder))
    # A .pyc is trusted by its source's second and size; a file saved twice in a second must be read again.
    sys.dont_write_bytecode = True
    kept = KeptObjects()

    def open_folder(path: str) -> None:
        """Take the learner's package from another folder, for whoever checks many in one worker."""
        nonlocal folder
        sys.path.remove(str(folder))
        folder = Path(path).resolve()
        sys.path.insert(0, str(folder))
        for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
            del sys.modules[name]
        forget_settings()
        importlib.invalidate_caches()
        linecache.clearcache()

    def at_home() -> Path:
        """Return the folder that the learner's code runs in: one that it may write to, as at home."""
        if not os.access(folder, os.W_OK):
            # It may have been filled only now.
            open_folder(str(writable_copy(folder)))
        return folder

    operations: dict[str, Callable[..., Any]] = {
        "open": open_folder,
        "preload": preload,
        "call": lambda **request: call(at_home(), **request),
        "inputs": inputs_now,
        "ask": lambda kept_object, question, args: ask(kept_object, question, *args),
        "make": lambda what, options: make(what, **options),
    }
    inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(requests, kept, inbox), daemon=True).start()
    while True:
        request = inbox.get()
        operation, number = operations[request.pop("operation")], request.pop("number")
        try:
            answer = {"ok": operation(**request)}
        except Refusal as refusal:
            answer = {"problem": refusal.content}
        except Exception as error:  # noqa: BLE001 - whoever asks is told, with the traceback
            answer = {"problem": {"code": Code.COURSE_CODE.value, **describe_error(error, folder)}}
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
        _send(replies, {**answer, "number": number}, kept)


def _receive(stream: BinaryIO, kept: KeptObjects, inbox: queue.SimpleQueue[Any]) -> None:
    """Take requests in; when the other side is gone, end at once, even out of the learner's endless loop."""
    try:
        while True:
            inbox.put(read_frame(stream, kept.restore))
    finally:
        os._exit(0)


def _send(stream: BinaryIO, answer: dict[str, Any], kept: KeptObjects) -> None:
    try:
        write_frame(stream, answer, kept.keep)
    except TooBig as too_big:
        where = answer["ok"].get("where") if isinstance(answer.get("ok"), dict) else None
        problem = {"code": Code.TOO_BIG.value, "size": str(too_big), "where": where}
        write_frame(stream, {"problem": problem, "number": answer["number"]}, kept.keep)
    except (RecursionError, ValueError, MemoryError) as error:
        problem = {"code": Code.CANNOT_CROSS.value, "said": f"{type(error).__name__}: {error}"}
        write_frame(stream, {"problem": problem, "number": answer["number"]}, kept.keep)


if __name__ == "__main__":
    main()
