"""Processes to run submissions on: of this machine, or of a Dask cluster."""

import atexit
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from contextlib import contextmanager
from importlib.metadata import version
from queue import SimpleQueue
from typing import Any, TypeVar

from coursekit.errors import CourseError
from coursekit.fingerprint import course_fingerprint
from coursekit.worker.launch import ONE_THREAD

T = TypeVar("T")

ATTEMPTS = 3
"""How often a cluster tries a submission when the machine that grades it goes away."""


_INSTALL = "pip install -c constraints.txt -r requirements.txt -e '.[cluster]'"
_SAME_DASK = f"→ Install the same one everywhere: {_INSTALL}"

SCHEDULER = "the scheduler's machine"
"""What it is called in an error."""

WORKER_SECONDS = 30
"""How long a cluster's first worker is waited for: importing Dask takes one up to ten on a busy machine."""


class _Places(ThreadPoolExecutor):
    """An executor of fresh processes, each with its share of the processors. When one dies, nobody else's work is lost."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        # Where several grade at once, threads that wait for each other make NumPy many times slower.
        os.environ.update(ONE_THREAD)
        self._shares = SimpleQueue[set[int]]()
        for place in range(count):
            self._shares.put(share_of(place, count))
        self._own = threading.local()
        self._processes: list[ProcessPoolExecutor] = []

    def submit(self, work: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Let one of the processes do it."""
        return super().submit(self._do, work, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, when they have done what they are at."""
        super().shutdown(wait, cancel_futures=cancel_futures)
        for process in self._processes:
            process.shutdown(wait)

    def _do(self, work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        own = self._own
        if not hasattr(own, "share"):
            own.share, own.process = self._shares.get(), None
        if own.process is None:
            context = multiprocessing.get_context("spawn")
            own.process = ProcessPoolExecutor(1, context, _begin, (own.share,))
            self._processes.append(own.process)
        try:
            found: T = own.process.submit(work, *args, **kwargs).result()
            return found
        except BrokenExecutor:
            own.process = None
            raise


def share_of(place: int, count: int) -> set[int]:
    """Return the processors of one of `count` places: its own where there are enough; empty where that can't be chosen."""
    if not hasattr(os, "sched_getaffinity"):
        return set()
    processors = sorted(os.sched_getaffinity(0))
    return set(processors[place::count]) or {processors[place % len(processors)]}


@contextmanager
def local_executor(workers: int) -> Iterator[Executor]:
    """Give an executor with so many fresh processes of this machine."""
    executor = _Places(workers)
    try:
        yield executor
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


@contextmanager
def cluster_executor(address: str) -> Iterator[Executor]:
    """Give the executor of a Dask cluster, whose workers have the same course installed.

    Raises
    ------
    CourseError
        When the extra `cluster` is not installed, no scheduler answers, there is no worker, or one has another course or Dask.
    """
    try:
        import distributed
    except ModuleNotFoundError:
        raise CourseError(
            f"A cluster needs Dask, here and on its machines.\n→ {_INSTALL}"
        ) from None
    try:
        client = distributed.Client(address, timeout="30s")
    except OSError:
        raise CourseError(
            f"No Dask scheduler answers at {address}. What was graded is kept.\n"
            "→ Start one (`dask scheduler`), and run the same command again."
        ) from None
    except (
        Exception
    ) as error:  # an older scheduler lets any error out where it is called in another way
        raise CourseError(
            f"What answers at {address} is no scheduler of Dask {version('distributed')}, which is here: {error}\n"
            f"{_SAME_DASK}"
        ) from error
    with client:
        _expect_this_dask(client)
        _expect_this_course(client)
        # A worker that dies gives its tasks back; each is tried again three times by itself.
        yield client.get_executor(pure=False, retries=ATTEMPTS)


def _expect_this_dask(client: Any) -> None:
    """Demand the same Dask everywhere: between its versions, calls take other arguments."""
    known = client.get_versions()
    places = {SCHEDULER: known["scheduler"], **known["workers"]}
    versions = {place: one["packages"]["distributed"] for place, one in places.items()}
    own = known["client"]["packages"]["distributed"]
    if others := [f"{one} on {place}" for place, one in versions.items() if one != own]:
        raise CourseError(
            f"This machine has Dask {own}, and there is {', '.join(others)}. Nothing was sent there.\n"
            f"{_SAME_DASK}"
        )


def _expect_this_course(client: Any) -> None:
    """Demand that a Dask cluster's scheduler and all workers have this very course.

    A worker that has not would refuse each submission at once, and so take most of the class from the others. A scheduler
    reads what it hands on.
    """
    try:
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
    except TimeoutError:
        raise CourseError(
            "The Dask scheduler has no worker.\n→ Start one on each machine: "
            "dask worker tcp://HOST:8786 --nthreads 1"
        ) from None
    found = client.run(course_fingerprint, on_error="return")
    try:
        found[SCHEDULER] = client.run_on_scheduler(course_fingerprint)
    except Exception as error:  # noqa: BLE001 - without the course there, or with another Dask, it may be any
        found[SCHEDULER] = error
    if others := sorted(place for place, one in found.items() if one != course_fingerprint()):
        raise CourseError(
            f"Another version of the course than on this machine, or none, is on {', '.join(others)}. "
            "Nothing was sent there.\n"
            "→ Install the same one everywhere, and start scheduler and workers again."
        )


def _begin(share: set[int]) -> None:
    """Keep to these processors, with all sandboxes: so a submission that takes all it gets takes nothing from a neighbour.

    And let this process and its sandboxes end when the process that started it is gone, however it went.
    """
    if share:
        os.sched_setaffinity(0, share)

    def watch() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
        # Ends the sandboxes and removes their folders. The main thread may be busy for minutes.
        atexit._run_exitfuncs()
        os._exit(1)

    # Ctrl-C in a terminal reaches all processes; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=watch, daemon=True).start()
