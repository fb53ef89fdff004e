"""Reads what was handed in, in a process that may be ended: what one submission does to it harms no other."""

import multiprocessing
import signal
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from multiprocessing.connection import Connection
from typing import ParamSpec, TypeVar

from coursekit.errors import CourseError
from coursekit.grading.intake.archive import Unreadable
from coursekit.grading.problems import GradingCode, GradingProblem

SECONDS = 15
"""Of processor time for one question about a submission. A whole copy of the course takes 0.002. 19,000 folders in a zip took
3.4, and a list of 200,000 names 4.4, on a machine that was three to four times slower than usual."""

WAITING = 4.0 * SECONDS
"""Seconds by the clock, for a disk that does not answer, and where a system does not count a process's time."""

MEMORY_BYTES = 2**30
"""For a zip in a zip in a zip, each of the largest that is read."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Guard(AbstractContextManager["Guard"]):
    """A process that reads; when it is ended, the next question starts another. Leaving the context ends it."""

    def __init__(self) -> None:
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None

    def __exit__(self, *exception: object) -> None:  # noqa: D105 - said above
        self._end()

    def ask(
        self, read: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T | GradingProblem:
        """Return what a function returns there; or why it could not read.

        Function, arguments and answer are pickled.

        Raises
        ------
        CourseError
            When the function does.
        """
        connection = self._connection or self._start()
        try:
            connection.send((read, args, kwargs))
            if connection.poll(WAITING):
                answer: _T | GradingProblem | CourseError = connection.recv()
                if isinstance(answer, CourseError):
                    raise answer
                return answer
        except (EOFError, OSError):
            pass  # It took more than it may have, and the system ended it.
        self._end()
        return GradingProblem(GradingCode.READING_ENDED, {"seconds": SECONDS})

    def _start(self) -> Connection:
        # A copy of this process would have its threads' locks, and whatever else it holds.
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        # Its end is its alone: so a death is seen.
        other.close()
        return self._connection

    def _end(self) -> None:
        if self._connection:
            self._connection.close()
        if self._process:
            self._process.kill()
            self._process.join()
        self._connection = self._process = None


def _serve(connection: Connection) -> None:
    """Answer questions until nobody asks."""
    # Ctrl-C in a terminal reaches all processes; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            read, args, kwargs = connection.recv()
        except EOFError:
            return
        _limit_yourself()
        try:
            answer = read(*args, **kwargs)
        except Unreadable as error:
            answer = error.problem
        except CourseError as error:
            answer = error
        except OSError as error:
            said = error.strerror or str(error)
            answer = GradingProblem(GradingCode.READING_FAILED, {"said": said})
        except Exception as error:  # noqa: BLE001 - one submission never stops the others; its traceback is kept
            said = f"{type(error).__name__}: {error}"[:200]
            details = "".join(traceback.format_exception(error))
            answer = GradingProblem(GradingCode.READING_FAILED, {"said": said}, details)
        connection.send(answer)


def _limit_yourself() -> None:
    """Let the system end this process when one question takes more than it may."""
    try:
        import resource
    except ModuleNotFoundError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    for kind, most in (
        (resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + SECONDS),
        (resource.RLIMIT_DATA, MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(
            kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
        )
