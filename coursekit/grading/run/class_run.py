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
from coursekit.grading.run.lesson_fingerprints import lesson_fingerprints
from coursekit.grading.run.stored import store, to_run
from coursekit.grading.run.task import Outcome, Task
from coursekit.manifest import load_manifest


def tasks_for(
    submissions: Iterable[Submission], seed: int, sandbox: str, data: str, lessons: str = "core"
) -> dict[str, Task]:
    """Return the tasks by the name of their submission; submissions that can't be graded have none."""
    tasks, chosen = {}, load_manifest().part(lessons).lessons
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
                lesson_fingerprints(submission.files, chosen, data),
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
    done: Callable[[], None] = lambda: None,
) -> None:
    """Run what ``out/results`` does not hold yet of all tasks, and write each result as soon as it is there.

    What takes long, or ends the process that grades it, is run once more when all others are done: alone, so that it
    delays nobody, and nobody is to blame but itself.

    Parameters
    ----------
    tasks
        Two equal ones are run once.
    out
        The run's folder.
    make_executor
        Gives an executor with `concurrent.futures`' interface, as a context manager.
    done
        Called after each result.
    """
    # Here, because it brings pytest and NumPy along: who only counts points anew does not wait for them.
    from coursekit.grading.run.submission_run import ended_its_grader, took_long

    waiting = {task.key: left for task in tasks if (left := to_run(out, task))}
    later = dict(waiting)
    for key, content in _outcomes(waiting, make_executor, alone=len(waiting) == 1):
        if content is not None and not took_long(content):
            del later[key]
            store(out, key, content)
            done()
    for key, task in later.items():
        ((_, content),) = _outcomes({key: task}, make_executor, alone=True)
        store(out, key, ended_its_grader(task) if content is None else content)
        done()


def _outcomes(
    tasks: dict[str, Task],
    make_executor: Callable[[], AbstractContextManager[Executor]],
    alone: bool,
) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Yield what `run_submission` found, as it comes; None for a task whose process died."""
    from coursekit.grading.run.submission_run import grader_failed, run_submission

    if not tasks:
        return
    with make_executor() as executor:
        futures = {executor.submit(run_submission, task, alone): key for key, task in tasks.items()}
        for future in as_completed(futures):
            key = futures[future]
            try:
                yield key, future.result()
            except (BrokenExecutor, CancelledError):
                yield key, None
            except Exception as error:  # noqa: BLE001 - a cluster gave up on this one, or lost it
                yield key, Outcome(key, problem=grader_failed(error)).as_dict()
