"""Runs a class: many submissions on many processes or machines, and a run that can be killed and go on."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, as_completed
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from coursekit.errors import CourseError
from coursekit.fingerprint import course_fingerprint
from coursekit.grading.intake.submission import Submission
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.grading.run.stored import store, stored
from coursekit.grading.run.submission_run import grader_failed, run_submission
from coursekit.grading.run.task import Outcome, Task


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


def run_tasks(
    tasks: Iterable[Task],
    out: Path,
    make_executor: Callable[[], AbstractContextManager[Executor]],
    workers: int,
    done: Callable[[], None] = lambda: None,
) -> None:
    """Run all tasks that have no result in ``out/results`` yet, and write each result as soon as it is there.

    Parameters
    ----------
    tasks
        Two equal ones are run once.
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
            store(out, key, content)
            done()
        # A process died, and took the others' work with it. The guilty one is among those that were begun (one more
        # than there are processes): alone, it harms nobody else.
        for key in list(waiting)[: workers + 1]:
            task = waiting.pop(key)
            died = Outcome(key, problem=GradingProblem(GradingCode.GRADER_DIED))
            content = dict(_outcomes({key: task}, make_executor)).get(key) or died.as_dict()
            store(out, key, content)
            done()


def _outcomes(
    tasks: dict[str, Task], make_executor: Callable[[], AbstractContextManager[Executor]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what `run_submission` found, as it comes; nothing for tasks whose process died."""
    try:
        with make_executor() as executor:
            futures = {executor.submit(run_submission, task): key for key, task in tasks.items()}
            for future in as_completed(futures):
                try:
                    yield futures[future], future.result()
                except (BrokenExecutor, CancelledError):
                    continue
                except Exception as error:  # noqa: BLE001 - a cluster gave up on this one, or lost it
                    key = futures[future]
                    yield key, Outcome(key, problem=grader_failed(error)).as_dict()
    except BrokenExecutor:
        return
