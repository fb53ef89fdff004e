"""Runs the checks on one submission: its code in a worker, the checks here, and a result that is plain data."""

import hashlib
import threading
import time
import traceback
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from typing import Any

from coursekit import mnist
from coursekit.checks.results import CheckResult, Status
from coursekit.checks.run import list_checks, run_checks
from coursekit.diagnose.sentences import message_of
from coursekit.fingerprint import course_fingerprint
from coursekit.grading.plain_text import plain
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.grading.run import limits
from coursekit.grading.run.digits import ALL, write_digits
from coursekit.grading.run.task import LessonRun, Outcome, Task
from coursekit.grading.run.workspace import Workspace
from coursekit.manifest import ROOT, load_manifest
from coursekit.mnist import Digits
from coursekit.worker.names import Code
from coursekit.worker.problems import Problem
from coursekit.worker.time_limits import CLOCK_FACTOR, Allowance

_ONE_AT_A_TIME = threading.Lock()
"""Running limits this process, and a cluster's worker may have several threads."""


class _TookLong(Exception):
    """A submission has met a limit by the clock, and it was not alone."""


def run_submission(task: Task, alone: bool = True) -> dict[str, Any]:
    """Run the checks on one submission and return an `Outcome` as plain data. Runs in a process of its own, here or elsewhere.

    Whatever the submission does ends in an outcome; only the grader's own failures are a `problem`. So is `took_long`, for
    a submission that is not `alone` and whose limit by the clock came first.
    """
    start = time.monotonic()
    outcome = Outcome(task.key, seed=task.seed, sandbox=task.sandbox)
    if task.course and task.course != course_fingerprint():
        return replace(outcome, problem=GradingProblem(GradingCode.OTHER_COURSE)).as_dict()
    try:
        with _ONE_AT_A_TIME:
            found = mnist.find(setting=task.data)
            dataset = hashlib.sha256(found.path.read_bytes()).hexdigest()
            results = results_of(task, mnist.load_found(found), alone)
    except _TookLong:
        return replace(outcome, problem=GradingProblem(GradingCode.NOT_YET)).as_dict()
    except Exception as error:  # noqa: BLE001 - one submission never stops the others; its traceback is kept
        return replace(outcome, problem=grader_failed(error)).as_dict()
    return replace(
        outcome,
        results=results,
        seconds=round(time.monotonic() - start, 2),
        version=version("mnist-course"),
        course=course_fingerprint(),
        dataset=dataset,
        lessons=_lessons(task),
    ).as_dict()


def took_long(content: dict[str, Any]) -> bool:
    """Whether `run_submission` gave up on a submission that was not alone."""
    problem = Outcome.from_dict(content).problem
    return problem is not None and problem.code is GradingCode.NOT_YET


def ended_its_grader(task: Task) -> dict[str, Any]:
    """Return the outcome of a submission that ended the process that grades it, and did so again when it was alone."""
    return Outcome(
        task.key,
        _one_for_each_check([], _targets(task), Code.GRADER_ENDED),
        seed=task.seed,
        sandbox=task.sandbox,
        version=version("mnist-course"),
        course=course_fingerprint(),
        lessons=_lessons(task),
    ).as_dict()


def grader_failed(error: BaseException) -> GradingProblem:
    """Return the problem of a grader that failed with an error, with its traceback."""
    details = "".join(traceback.format_exception(error))
    return GradingProblem(GradingCode.GRADER_FAILED, {"error": f"{error!r}"[:500]}, details)


def results_of(task: Task, digits: tuple[Digits, Digits], alone: bool = True) -> list[CheckResult]:
    """Return one result for each check of the task's lessons; `digits` are the dataset's, training and test.

    Raises
    ------
    _TookLong
        When it is not `alone` and has met a limit by the clock.
    """
    full = task.data == "full"
    workspace = Workspace(task.sandbox)
    learner = workspace.learner
    try:
        write_digits(digits, task.seed, workspace.box, workspace.vault)
        # Without this file, Python would prefer the course's own mnist_course.
        for name, content in {"__init__.py": b"", **task.files}.items():
            file = workspace.box / "mnist_course" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        learner.training_limit = limits.FULL_TRAINING_LIMIT if full else limits.TRAINING_LIMIT
        learner.question_limit = learner.training_limit if full else learner.call_limit
        limit = limits.FULL_TIME_LIMIT if full else limits.TIME_LIMIT
        clock = CLOCK_FACTOR * limit if alone else min(CLOCK_FACTOR * limit, limits.beside_others())
        learner.allowance = Allowance(limit, clock)
        # pytest's own comparison of two values, for its report, can take longer than any limit.
        options = ["--assert=plain", f"--seed={task.seed}", f"--digits={workspace.vault / ALL}"]
        options += ["--full"] if full else []
        start = time.monotonic()
        with limits.bound_this_process(
            limit + limits.GRACE, clock + limits.GRACE, limits.MEMORY_BYTES[task.data]
        ):
            found = run_checks(list(_targets(task)), learner, ROOT, *options)
        limits.took.append(time.monotonic() - start)
    finally:
        workspace.close()
    if learner.allowance.met_by_the_clock and not alone:
        raise _TookLong
    return _one_for_each_check(found, _targets(task), Code.NO_SINGLE_RESULT)


def _lessons(task: Task) -> dict[str, LessonRun]:
    return {number: LessonRun(one, task.seed) for number, one in task.fingerprints.items()}


def _targets(task: Task) -> tuple[str, ...]:
    return tuple(lesson.tests for lesson in load_manifest().part(task.lessons).lessons)


def _one_for_each_check(
    found: list[CheckResult], targets: tuple[str, ...], otherwise: Code
) -> list[CheckResult]:
    """Return a result for every check in these targets: what is missing or double has failed, and `otherwise` says why."""
    functions = load_manifest().graded
    expected = _checks_in(targets)
    complete = []
    for name, check in expected:
        function = functions[name]
        worth = function.points / sum(other == name for other, _ in expected)
        matching = [r for r in found if (r.function, r.check) == (name, check)]
        if len(matching) == 1:
            result = replace(matching[0], points=worth)
        else:
            problem = Problem(otherwise, function, {"count": len(matching)})
            result = CheckResult(
                function.lesson_number,
                name,
                check,
                Status.ERROR,
                message_of(problem),
                problem.code,
                problem.fields,
                points=worth,
                without_it=0.0,
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
