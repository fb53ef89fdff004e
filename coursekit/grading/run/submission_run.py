"""Runs the checks on one submission: its code in a worker, the checks here, and a result that is plain data."""

import hashlib
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from typing import Any

from coursekit import mnist
from coursekit.checks.results import CheckResult, Status
from coursekit.checks.run import list_checks, run_checks
from coursekit.diagnose import message_of
from coursekit.fingerprint import course_fingerprint
from coursekit.grading.plain_text import plain
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.grading.run.digits import ALL, write_digits
from coursekit.grading.run.task import Outcome, Task
from coursekit.grading.run.workspace import Workspace, prepare_workspace, waiting_workspace
from coursekit.manifest import ROOT, load_manifest
from coursekit.mnist import Digits
from coursekit.worker.names import Code
from coursekit.worker.problems import Problem

TIME_LIMIT = 300.0
"""Seconds for one submission on the sample. The reference takes about 10 on 2 cores."""

TRAINING_LIMIT = 120.0
"""Seconds for one training on the sample. The reference's longest takes 4 on 2 cores. Nothing is asked again of a function
that did not end, so this leaves time for all the others."""

FULL_TIME_LIMIT = 3600.0
"""Seconds for one submission on full MNIST. The reference takes about 3 minutes."""

GRACE = 60.0
"""Seconds beyond the limit, after which the process that reads the submission's answers is ended too."""

MEMORY_BYTES = 4 * 2**30
"""What this process may use, full MNIST in float64 and its copies included (2 GB)."""

_ONE_AT_A_TIME = threading.Lock()
"""Running limits this process, and a cluster's worker may have several threads."""


def run_submission(task: Task) -> dict[str, Any]:
    """Run the checks on one submission and return an `Outcome` as plain data. Runs in a process of its own, here or elsewhere.

    Whatever the submission does ends in an outcome; only the grader's own failures are a `problem`.
    """
    start = time.monotonic()
    outcome = Outcome(task.key, seed=task.seed, sandbox=task.sandbox)
    if task.course and task.course != course_fingerprint():
        return replace(outcome, problem=GradingProblem(GradingCode.OTHER_COURSE)).as_dict()
    try:
        with _ONE_AT_A_TIME:
            found = mnist.find(setting=task.data)
            dataset = hashlib.sha256(found.path.read_bytes()).hexdigest()
            results = results_of(task, mnist.load_found(found))
    except Exception as error:  # noqa: BLE001 - one submission never stops the others; its traceback is kept
        return replace(outcome, problem=grader_failed(error)).as_dict()
    return replace(
        outcome,
        results=results,
        seconds=round(time.monotonic() - start, 2),
        version=version("mnist-course"),
        course=course_fingerprint(),
        dataset=dataset,
    ).as_dict()


def grader_failed(error: BaseException) -> GradingProblem:
    """Return the problem of a grader that failed with an error, with its traceback."""
    details = "".join(traceback.format_exception(error))
    return GradingProblem(GradingCode.GRADER_FAILED, {"error": f"{error!r}"[:500]}, details)


def results_of(task: Task, digits: tuple[Digits, Digits]) -> list[CheckResult]:
    """Return one result for each check of the task's lessons; `digits` are the dataset's, training and test."""
    targets = tuple(lesson.tests for lesson in load_manifest().part(task.lessons).lessons)
    # Where only a part is checked, the worker imports what that part needs.
    whole = task.lessons in ("core", "all")
    workspace = waiting_workspace(task.sandbox) if whole else Workspace(task.sandbox, warm=False)
    # The next one gets ready meanwhile. Without a sandbox, this submission could reach it.
    ahead = task.sandbox != "none"
    if whole and ahead:
        prepare_workspace(task.sandbox)
    limit = FULL_TIME_LIMIT if task.data == "full" else TIME_LIMIT
    try:
        write_digits(digits, task.seed, workspace.box, workspace.vault)
        # Without this file, Python would prefer the course's own mnist_course.
        for name, content in {"__init__.py": b"", **task.files}.items():
            (workspace.box / "mnist_course" / name).write_bytes(content)
        workspace.learner.deadline = time.monotonic() + limit
        if task.data != "full":
            workspace.learner.training_limit = TRAINING_LIMIT
        # pytest's own comparison of two values, for its report, can take longer than any limit.
        options = ["--assert=plain", f"--seed={task.seed}", f"--digits={workspace.vault / ALL}"]
        options += ["--full"] if task.data == "full" else []
        with _bounded(limit + GRACE):
            found = run_checks(list(targets), workspace.learner, ROOT, *options)
    finally:
        workspace.close()
        if whole and not ahead:
            prepare_workspace(task.sandbox)
    return _one_for_each_check(found, targets)


@contextmanager
def _bounded(seconds: float) -> Iterator[None]:
    """Limit this process too: what the submission sends can be made so that reading it takes memory or time."""
    try:
        import resource
        import signal
    except ModuleNotFoundError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    memory = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, hard))
    # Nobody takes this signal: the system ends the process, and its result is one that was not found.
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _one_for_each_check(found: list[CheckResult], targets: tuple[str, ...]) -> list[CheckResult]:
    """Return a result for every check in these targets: what is missing or double has failed."""
    functions = load_manifest().functions
    expected = _checks_in(targets)
    complete = []
    for name, check in expected:
        function = functions[name]
        worth = function.points / sum(other == name for other, _ in expected)
        matching = [r for r in found if (r.function, r.check) == (name, check)]
        if len(matching) == 1:
            result = replace(matching[0], points=worth)
        else:
            problem = Problem(Code.NO_SINGLE_RESULT, function, {"count": len(matching)})
            result = CheckResult(
                function.lesson_number,
                name,
                check,
                Status.ERROR,
                message_of(problem),
                problem.code,
                problem.fields,
                points=worth,
                essential=True,
            )
        complete.append(
            replace(
                result,
                message=plain(result.message[:4000]),
                printed=plain(result.printed[:2000]),
                file=plain(result.file[:200]),
                fields=_plain_fields(result.fields),
                details="",
            )
        )
    return complete


def _plain_fields(value: Any) -> Any:
    """Return a problem's fields with harmless texts, none of them long."""
    if isinstance(value, str):
        return plain(value[:2000])
    if isinstance(value, dict):
        return {key: _plain_fields(item) for key, item in value.items()}
    return [_plain_fields(item) for item in value] if isinstance(value, list) else value


@cache
def _checks_in(targets: tuple[str, ...]) -> list[tuple[str, str]]:
    return list_checks(list(targets), ROOT)
