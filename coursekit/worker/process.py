"""A worker process and the conversation with it: requests, answers, time limits, what it printed."""

import atexit
import contextlib
import math
import os
import queue
import secrets
import signal
import subprocess
import threading
import time
from functools import partial
from typing import Any, BinaryIO, cast

import numpy as np

from coursekit.worker.handles import Handle, handle_from
from coursekit.worker.launch import Launched
from coursekit.worker.names import Code
from coursekit.worker.protocol import read_frame, write_frame
from coursekit.worker.time_limits import START_LIMIT

MAX_PRINTED_BYTES = 16 * 2**20
"""A worker that has printed more than this is stopped: a print in an endless loop fills a disk."""


class WorkerStopped(Exception):
    """The worker is gone, or its answer is none: a code says why, with fields for its sentence."""

    def __init__(self, code: Code, **fields: Any) -> None:
        super().__init__(f"{code.value} {fields}")
        self.code = code
        self.fields = fields


class WorkerProcess:
    """A running worker.

    Parameters
    ----------
    launched
        The process, as a launcher started it (see `coursekit.worker.launch`).
    """

    def __init__(self, launched: Launched) -> None:
        self._process = launched.process
        # Pipes of bytes: `launch.started` asks for them.
        self._requests = cast(BinaryIO, launched.process.stdin)
        self._replies = cast(BinaryIO, launched.process.stdout)
        self._launched = launched
        self._printed = launched.printed
        self._seen = 0
        self._answers: queue.Queue[Any] = queue.Queue()
        self._questions = threading.Semaphore(0)
        self._number = 0
        self._stopped = False
        self._preloading = False
        self.deadline = math.inf
        """When the worker is stopped whatever it does (`time.monotonic`)."""
        threading.Thread(target=self._listen, daemon=True).start()
        atexit.register(self.stop)

    def preload(self, modules: list[str], warm: bool = False) -> None:
        """Ask for libraries to be imported, and used once (`warm`); returns at once, the next request waits."""
        self._send({"operation": "preload", "modules": modules, "warm": warm})
        self._preloading = True

    def request(self, limit: float, **request: Any) -> Any:
        """Send one request and return the answer: ``{"ok": …}`` or ``{"problem": …}``.

        Parameters
        ----------
        limit
            Seconds until the worker is stopped. It catches endless loops; slowness has room.

        Raises
        ------
        WorkerStopped
            When no answer came: the time was up, the process ended, or what came was no answer.
        """
        if self._preloading:
            self._preloading = False
            self._wait(START_LIMIT)
        self._send(request)
        return self._wait(limit)

    def printed(self) -> str:
        """Return what the learner's code printed since the last call of this method."""
        self._printed.seek(self._seen)
        text = self._printed.read(100_000)
        self._seen = self._printed.seek(0, os.SEEK_END)
        return text.decode("utf-8", "replace")

    @property
    def alive(self) -> bool:
        """Whether the process can still take requests."""
        return not self._stopped and self._process.poll() is None

    @property
    def idle(self) -> bool:
        """Whether what was asked for in the background has been done."""
        return not self._preloading or not self._answers.empty()

    def stop(self) -> None:
        """End the process, at once."""
        self._stopped = True
        atexit.unregister(self.stop)
        if self._launched.own_group and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self._questions.release()
        for stream in (self._requests, self._replies):
            with contextlib.suppress(OSError):
                stream.close()

    def close(self) -> None:
        """End the process, and forget what it printed."""
        self.stop()
        self._printed.close()

    def _send(self, request: dict[str, Any]) -> None:
        # The answer repeats the number: what was written before the question was known is no answer to it.
        self._number = secrets.randbits(48)
        try:
            write_frame(self._requests, {**request, "number": self._number}, _stand_in)
        except OSError:
            raise self._crashed() from None
        self._questions.release()

    def _listen(self) -> None:
        try:
            while True:
                # One frame for each question, or a flood of frames would fill this process's memory.
                self._questions.acquire()
                self._answers.put(read_frame(self._replies, partial(handle_from, ask=self._ask)))
        except (EOFError, OSError, ValueError):
            self._answers.put(WorkerStopped(Code.CRASH, exit_code=None))
        except Exception as error:  # noqa: BLE001 - whatever else strange bytes lead to
            self._answers.put(WorkerStopped(Code.UNREADABLE_ANSWER, said=str(error)))

    def _ask(self, handle: Handle, question: str, *args: Any) -> Any:
        answer = self.request(
            START_LIMIT, operation="ask", kept_object=handle, question=question, args=args
        )
        if "problem" in answer:
            raise WorkerStopped(Code.COURSE_CODE, said=str(answer["problem"]))
        return answer["ok"]

    def _wait(self, limit: float) -> Any:
        start = time.monotonic()
        end = min(start + limit, self.deadline)
        while True:
            try:
                answer = self._answers.get(timeout=min(0.25, max(0.01, end - time.monotonic())))
                break
            except queue.Empty:
                if code := self._overdue(start, end):
                    self.stop()
                    raise WorkerStopped(code, limit=end - start) from None
        if self._flooded():
            # The limit on files may have stopped the flood first, with an error that says little.
            self.stop()
            raise WorkerStopped(Code.FLOOD)
        if isinstance(answer, WorkerStopped):
            raise self._crashed() if answer.code is Code.CRASH else answer
        if answer.pop("number", None) != self._number:
            self.stop()
            raise WorkerStopped(Code.UNREADABLE_ANSWER, said="it is the answer to another question")
        return answer

    def _flooded(self) -> bool:
        return os.fstat(self._printed.fileno()).st_size > MAX_PRINTED_BYTES

    def _overdue(self, start: float, end: float) -> Code | None:
        if self._flooded():
            return Code.FLOOD
        if self._launched.memory_limit and self._memory() > self._launched.memory_limit:
            return Code.MEMORY
        if time.monotonic() <= end:
            return None
        return Code.TIMEOUT if end - start > 0 else Code.NO_TIME_LEFT

    def _memory(self) -> int:
        import psutil

        total = 0
        try:
            root = psutil.Process(self._process.pid)
            for process in [root, *root.children(recursive=True)]:
                with contextlib.suppress(psutil.Error):
                    total += process.memory_info().rss
        except psutil.NoSuchProcess:
            pass
        return total

    def _crashed(self) -> WorkerStopped:
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            code = None
        self.stop()
        return WorkerStopped(Code.CRASH, exit_code=code)


def _stand_in(value: Any) -> dict[str, Any]:
    """Say what crosses in place of a `Handle` (its number) or of a random generator (its state)."""
    if isinstance(value, Handle):
        return {"number": value.number}
    if isinstance(value, np.random.Generator):
        return {"generator": value.bit_generator.state}
    raise TypeError(f"{type(value).__name__} can't be sent to the worker")
