"""Grades a class: many submissions on many processes or machines, and a run that can be killed and go on."""

import atexit
import hashlib
import json
import multiprocessing
import os
import secrets
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    ProcessPoolExecutor,
    as_completed,
)
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.files import write_atomically
from coursekit.grading.grade import Outcome, Task, course_fingerprint, grade_one
from coursekit.grading.grades import Grade
from coursekit.grading.submissions import Submission

ATTEMPTS = 3
"""How often a cluster tries a submission when the machine that grades it goes away."""


def run_seed(out: Path, seed: int | None = None) -> int:
    """Return the run's seed: the given one, the one that `out` was begun with, or a new secret one; and keep it."""
    file = out / "run.json"
    if seed is None and file.exists():
        return json.loads(file.read_text(encoding="utf-8"))["seed"]
    seed = secrets.randbits(48) if seed is None else seed
    write_atomically(file, json.dumps({"seed": seed, "course": course_fingerprint()}, indent=1))
    return seed


def tasks_for(
    submissions: Iterable[Submission], seed: int, sandbox: str, data: str, lessons: str = "core"
) -> dict[str, Task]:
    """Return the tasks by the name of their submission; submissions that can't be graded have none."""
    tasks = {}
    for submission in submissions:
        if not submission.problem:
            own = hashlib.sha256(f"{seed} {submission.content_hash}".encode()).digest()
            tasks[submission.name] = Task(
                submission.files,
                int.from_bytes(own[:6], "big"),
                sandbox,
                data,
                course_fingerprint(),
                lessons,
            )
    return tasks


def shard_of(submissions: Iterable[Submission], shard: str) -> list[Submission]:
    """Return the part I of N of the submissions, for ``shard="I/N"``: the same part whatever else there is.

    Equal ones are in the same part.

    Raises
    ------
    CourseError
        When it is not of this form.
    """
    try:
        part, parts = (int(number) for number in shard.split("/"))
    except ValueError:
        part = parts = 0
    if not 1 <= part <= parts:
        raise CourseError(f"--shard {shard}: write I/N, such as 2/5 for the second of five parts.")
    return [each for each in submissions if int(each.content_hash, 16) % parts == part - 1]


def grade_tasks(
    tasks: Iterable[Task],
    out: Path,
    make_executor: Callable[[], Executor],
    workers: int,
    done: Callable[[], None] = lambda: None,
) -> None:
    """Grade all tasks that have no result in ``out/results`` yet, and write each result as soon as it is there.

    Parameters
    ----------
    tasks
        Two equal ones are graded once.
    out
        The run's folder.
    make_executor
        Gives an executor with `concurrent.futures`' interface, as a context manager; called again when one broke.
    workers
        How many processes it has.
    done
        Called after each result.
    """
    waiting = {task.key: task for task in tasks if stored(out, task.key) is None}
    while waiting:
        for key, content in _outcomes(waiting, make_executor):
            del waiting[key]
            write_atomically(_file(out, key), json.dumps(content, indent=1))
            done()
        # A process died, and took the others' work with it. The guilty one is among those that were begun (one more
        # than there are processes): alone, it harms nobody else.
        for key in list(waiting)[: workers + 1]:
            task = waiting.pop(key)
            problem = "The process that graded it died."
            content = dict(_outcomes({key: task}, make_executor)).get(key) or asdict(
                Outcome(key, problem=problem)
            )
            write_atomically(_file(out, key), json.dumps(content, indent=1))
            done()


def _outcomes(
    tasks: dict[str, Task], make_executor: Callable[[], Executor]
) -> Iterator[tuple[str, dict]]:
    """Yield what `grade_one` found, as it comes; nothing for tasks whose process died."""
    try:
        with make_executor() as executor:
            futures = {executor.submit(grade_one, task): key for key, task in tasks.items()}
            for future in as_completed(futures):
                try:
                    yield futures[future], future.result()
                except (BrokenExecutor, CancelledError):
                    continue
                except Exception as error:  # noqa: BLE001 - a cluster gave up on this one, or lost it
                    problem = f"The grader failed: {error!r}"
                    yield futures[future], asdict(Outcome(futures[future], problem=problem))
    except BrokenExecutor:
        return


def grades(submissions: Iterable[Submission], tasks: dict[str, Task], out: Path) -> list[Grade]:
    """Return the grades of all submissions, from the results that are in ``out/results``."""
    found = []
    for submission in submissions:
        outcome = None
        if task := tasks.get(submission.name):
            outcome = _read(out, task.key) or Outcome(task.key, problem="It was not graded yet.")
        found.append(Grade(submission, outcome))
    return found


def forget(tasks: Iterable[Task], out: Path) -> None:
    """Remove results, so that these are graded again."""
    for task in tasks:
        _file(out, task.key).unlink(missing_ok=True)


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


def _end_with_parent() -> None:
    """Let this process and its sandboxes end when the process that started it is gone, however it went."""

    def watch() -> None:
        multiprocessing.parent_process().join()
        # Ends the sandboxes and removes their folders. The main thread may be busy for minutes.
        atexit._run_exitfuncs()
        os._exit(1)

    # Ctrl-C in a terminal reaches all processes; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=watch, daemon=True).start()


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


def _file(out: Path, key: str) -> Path:
    return out / "results" / f"{key}.json"


def _read(out: Path, key: str) -> Outcome | None:
    try:
        return Outcome.from_dict(json.loads(_file(out, key).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def stored(out: Path, key: str) -> Outcome | None:
    """Return a result that need not be found again: a grader's failure is worth another try."""
    outcome = _read(out, key)
    return outcome if outcome and not outcome.problem else None
