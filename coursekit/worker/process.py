"""A worker process and the conversation with it: requests, answers, time limits, what it printed."""

import atexit
import contextlib
import io
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
from coursekit.worker.time_limits import CLOCK_FACTOR, START_LIMIT, Allowance
from coursekit.worker.usage import Usage, usage_of

MAX_PRINTED_BYTES = 16 * 2**20
"""A worker that has printed more than this is stopped: a print in an endless loop fills a disk."""

_LOOK_SECONDS = 0.25
"""How often it is looked what a worker uses. A look takes 3 ms on a machine with a hundred processes."""


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
        # Pipes of bytes: `launch.started` asks for them. Without buffers, whose locks a thread that waits would hold: what
        # the worker has started may keep a pipe open when the worker is gone, and closing it must not wait for that.
        self._requests = cast(BinaryIO, cast(io.BufferedWriter, launched.process.stdin).detach())
        self._replies = cast(BinaryIO, cast(io.BufferedReader, launched.process.stdout).detach())
        self._launched = launched
        self._printed = launched.printed
        self._seen = 0
        self._answers: queue.Queue[Any] = queue.Queue()
        self._questions: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._number = 0
        self._stopped = False
        self._preloading = False
        self.loaded: set[str] = set()
        """The libraries that it was asked to import."""
        self._usage = Usage(0.0, 0)
        self._looked = 0.0
        self.allowance = Allowance()
        """When it is used up, the worker is stopped whatever it does."""
        self.question_limit = START_LIMIT
        """Seconds for a question about an object in the worker."""
        threading.Thread(target=self._talk, daemon=True).start()
        atexit.register(self.stop)

    def preload(self, modules: list[str], warm: bool = False) -> None:
        """Ask for libraries to be imported, and used once (`warm`); returns at once, the next request waits."""
        self._settle()
        self._send({"operation": "preload", "modules": modules, "warm": warm})
        self._preloading = True
        self.loaded |= {*modules}

    def request(self, limit: float, **request: Any) -> Any:
        """Send one request and return the answer: ``{"ok": …}`` or ``{"problem": …}``.

        Parameters
        ----------
        limit
            Seconds until the worker is stopped. It catches endless loops; slowness has room. Of a submission, it is
            processor time that counts; by the clock it has `CLOCK_FACTOR` times as long.

        Raises
        ------
        WorkerStopped
            When no answer came: the time was up, the process ended, or what came was no answer.
        """
        self._settle()
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
        if self._launched.graded and self.alive:
            self._look()
        self._stopped = True
        atexit.unregister(self.stop)
        if self._launched.graded and os.name == "posix" and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        if (uid := self._launched.uid) is not None:
            # What has left the group too: the system signals all that this user may, in one go.
            subprocess.run(["sh", "-c", "kill -9 -1"], user=uid, env={"PATH": os.defpath})
        self._process.kill()
        self._process.wait()
        self._questions.put(None)
        for stream in (self._requests, self._replies):
            with contextlib.suppress(OSError):
                stream.close()

    def close(self) -> None:
        """End the process, and forget what it printed."""
        self.stop()
        self._printed.close()

    def _settle(self) -> None:
        """Wait for what was asked for in the background."""
        if self._preloading:
            self._preloading = False
            self._wait(START_LIMIT)

    def _send(self, request: dict[str, Any]) -> None:
        # The answer repeats the number: what was written before the question was known is no answer to it.
        self._number = secrets.randbits(48)
        self._questions.put({**request, "number": self._number})

    def _talk(self) -> None:
        """Write each question, and read one answer: a flood of answers would fill this process's memory.

        In a thread, because a worker may neither read nor write.
        """
        try:
            while (question := self._questions.get()) is not None:
                write_frame(self._requests, question, _stand_in)
                self._answers.put(read_frame(self._replies, partial(handle_from, ask=self._ask)))
        except (EOFError, OSError, ValueError):
            self._answers.put(WorkerStopped(Code.CRASH, exit_code=None))
        except Exception as error:  # noqa: BLE001 - whatever else strange bytes lead to
            self._answers.put(WorkerStopped(Code.UNREADABLE_ANSWER, said=str(error)))

    def _ask(self, handle: Handle, question: str, *args: Any) -> Any:
        answer = self.request(
            self.question_limit, operation="ask", kept_object=handle, question=question, args=args
        )
        if "problem" in answer:
            raise WorkerStopped(Code.COURSE_CODE, said=str(answer["problem"]))
        return answer["ok"]

    def _wait(self, limit: float) -> Any:
        turn, factor = _Turn(limit), CLOCK_FACTOR if self._launched.graded else 1
        if self.allowance.used_up():
            self.stop()
            raise WorkerStopped(Code.NO_TIME_LEFT)
        while True:
            try:
                answer = self._answers.get(timeout=min(_LOOK_SECONDS, max(0.01, turn.left(factor))))
                break
            except queue.Empty:
                self._stop_when_over(turn)
        # Many short answers may come while what it has started works beside them.
        if time.monotonic() - self._looked > _LOOK_SECONDS and self._launched.graded:
            self._stop_when_over(turn)
        if self._flooded():
            # The limit on files may have stopped the flood first, with an error that says little.
            self.stop()
            raise WorkerStopped(Code.FLOOD)
        if isinstance(answer, WorkerStopped):
            if answer.code is Code.CRASH:
                raise self._crashed()
            # Nobody reads what it may say from now on.
            self.stop()
            raise answer
        if answer.pop("number", None) != self._number:
            self.stop()
            raise WorkerStopped(Code.UNREADABLE_ANSWER, said="it is the answer to another question")
        return answer

    def _flooded(self) -> bool:
        return os.fstat(self._printed.fileno()).st_size > MAX_PRINTED_BYTES

    def _stop_when_over(self, turn: "_Turn") -> None:
        """Stop the worker when it has taken more than it may, or is gone.

        Raises
        ------
        WorkerStopped
            When it was stopped.
        """
        if self._launched.graded:
            self._look()
        if code := self._overdue(turn):
            self.stop()
            raise WorkerStopped(code, limit=max(1.0, float(round(turn.lasted()))))
        if self._process.poll() is not None and self._answers.empty():
            if turn.without_process:
                # No end of the stream came: something that it has started keeps the pipe open.
                raise self._crashed()
            turn.without_process = True

    def _overdue(self, turn: "_Turn") -> Code | None:
        if self._flooded():
            return Code.FLOOD
        if not self._launched.graded:
            return Code.TIMEOUT if turn.left(1) <= 0 else None
        if self._launched.memory_limit and self._usage.memory > self._launched.memory_limit:
            return Code.MEMORY
        if turn.spent(self._usage.processor) > turn.limit or self.allowance.used_up():
            return Code.TIMEOUT
        if turn.left(CLOCK_FACTOR) <= 0:
            self.allowance.met_by_the_clock = True
            return Code.TIMEOUT
        return None

    def _look(self) -> None:
        """See what the worker uses, and count its processor time."""
        self._looked = time.monotonic()
        before, self._usage = self._usage, usage_of(self._launched)
        self.allowance.add(max(0.0, self._usage.processor - before.processor))

    def _crashed(self) -> WorkerStopped:
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            code = None
        self.stop()
        return WorkerStopped(Code.CRASH, exit_code=code)


class _Turn:
    """A request that is being answered."""

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.without_process = False
        self._start = time.monotonic()
        self._processor: float | None = None

    def lasted(self) -> float:
        return time.monotonic() - self._start

    def left(self, factor: float) -> float:
        """Return how long it may last still, by the clock, when it may last so many times its limit."""
        return factor * self.limit - self.lasted()

    def spent(self, processor: float) -> float:
        """Return the processor time since the first look, a moment after the request."""
        if self._processor is None:
            self._processor = processor
        return processor - self._processor


def _stand_in(value: Any) -> dict[str, Any]:
    """Say what crosses in place of a `Handle` (its number) or of a random generator (its state)."""
    if isinstance(value, Handle):
        return {"number": value.number}
    if isinstance(value, np.random.Generator):
        return {"generator": value.bit_generator.state}
    raise TypeError(f"{type(value).__name__} can't be sent to the worker")
