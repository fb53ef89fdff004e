"""Processes to run submissions on: of this machine, or of a Dask cluster."""

import atexit
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager

from coursekit.errors import CourseError

ATTEMPTS = 3
"""How often a cluster tries a submission when the machine that grades it goes away."""


@contextmanager
def local_executor(workers: int) -> Iterator[Executor]:
    """Give the standard library's executor with so many fresh processes."""
    # After Ctrl-C nobody tidies up its semaphores, and Python would say so below our last line.
    os.environ.setdefault("PYTHONWARNINGS", "ignore:resource_tracker")
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)
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
        When the extra `cluster` is not installed, or no scheduler answers.
    """
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise CourseError(
            "A cluster needs Dask: pip install -e '.[cluster]', here and on its machines."
        ) from None
    try:
        client = Client(address, timeout="30s")
    except OSError:
        raise CourseError(
            f"No Dask scheduler answers at {address}. What was graded is kept.\n"
            "→ Start one (`dask scheduler`), and run the same command again."
        ) from None
    with client:
        # A worker that dies gives its tasks back; each is tried again three times by itself.
        yield client.get_executor(pure=False, retries=ATTEMPTS)


def _end_with_parent() -> None:
    """Let this process and its sandboxes end when the process that started it is gone, however it went."""

    def watch() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
        # Ends the sandboxes and removes their folders. The main thread may be busy for minutes.
        atexit._run_exitfuncs()
        os._exit(1)

    # Ctrl-C in a terminal reaches all processes; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=watch, daemon=True).start()
