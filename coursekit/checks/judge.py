"""What a check's end means: its `CheckResult`, with the sentences for the learner."""

import re
from typing import TYPE_CHECKING, Any

from coursekit.checks.items import place_in_checks
from coursekit.checks.results import CheckResult, Status
from coursekit.manifest import Function
from coursekit.worker.learner import Learner
from coursekit.worker.names import Code
from coursekit.worker.problems import Contradiction, LearnerProblem, Place, Problem
from coursekit.worker.process import WorkerStopped

if TYPE_CHECKING:
    from coursekit.diagnose.diagnosis import Diagnosis

_STATUS = {
    Code.NOT_WRITTEN: Status.NOT_STARTED,
    Code.WAITS_FOR_EARLIER: Status.WAITING,
    Code.WAITS_FOR_CALLED: Status.WAITING,
    Code.WAITS_FOR_STUB: Status.WAITING,
    Code.WAITS_FOR_IMPORT: Status.WAITING,
    Code.WAITS_FOR_ITSELF: Status.WAITING,
    Code.WORKER_GONE: Status.ERROR,
    Code.CHECK_BROKE: Status.ERROR,
}
"""How a check ends by what went wrong; what is not here is a failure."""

_UNUSABLE_FILE = {Code.SYNTAX, Code.ENCODING, Code.IMPORT, Code.NO_FILE}


class Blocked(Exception):
    """Raised for a check whose function, or whose file, could not be used by an earlier check."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code.value)
        self.problem = problem


def result_of(
    function: Function,
    check: str,
    error: BaseException | None,
    traceback: str,
    learner: Learner | None,
    mistake: str = "",
    **facts: Any,
) -> CheckResult:
    """Return what a check found.

    Parameters
    ----------
    function, check
        The course function that it is about, and what it demands, in words.
    error
        What it ended in; None when it passed.
    traceback
        The error's, for ``-v`` where the check itself broke.
    learner
        Whose functions were called.
    mistake
        What the check has recognised.
    facts
        More of `CheckResult`'s fields.
    """
    problem = problem_of(function, error, traceback) if error else None
    place = problem.place if problem else None
    if place is None and learner:
        place = learner.where(function.name)
    found, message = _explained(problem, learner) if problem else (None, "")
    if found and found.line:
        place = Place(found.file, found.line)
    failed = isinstance(error, AssertionError)
    return CheckResult(
        lesson=function.lesson_number,
        function=function.name,
        check=check,
        status=_STATUS.get(problem.code, Status.FAILED) if problem else Status.PASSED,
        message=message,
        code=problem.code if problem else None,
        fields=problem.fields if problem and not failed else {},
        cause=found.cause if found else "",
        mistake=f"{function.lesson_number}/{mistake}" if failed and mistake else "",
        file=place.file if place else "",
        line=place.line if place else 0,
        printed=learner.printed() if learner else "",
        details=problem.details if problem else "",
        **facts,
    )


def _explained(problem: Problem, learner: Learner | None) -> tuple["Diagnosis | None", str]:
    """Return the cause, where one is known, and what to say."""
    # Here, because the rules take 80 ms to import: checks that pass do without them.
    from coursekit.diagnose.diagnosis import diagnose
    from coursekit.diagnose.needed_imports import with_needed_import
    from coursekit.diagnose.sentences import message_of
    from coursekit.diagnose.situation import read_source

    if learner is None:
        return None, message_of(problem)
    found = diagnose(problem, learner.folder)
    file = found.file if found else problem.function.file
    return found, with_needed_import(message_of(problem, found), read_source(learner.folder, file))


def problem_of(function: Function, error: BaseException, traceback: str) -> Problem:
    """Return what is wrong with the function that a check is about, when it ended in this error."""
    if isinstance(error, Blocked):
        return error.problem
    if isinstance(error, LearnerProblem):
        return _waiting(function, error.problem) or error.problem
    if isinstance(error, Contradiction):
        return Problem(error.code, function, error.fields)
    if isinstance(error, AssertionError):
        return Problem(Code.DEMAND, function, {"said": _own_words(error)})
    if isinstance(error, WorkerStopped):
        details = f"{error.code.value} {error.fields}"
        return Problem(Code.WORKER_GONE, function, details=details)
    file, line = place_in_checks(error)
    fields = {"said": repr(error)[:300], "check_file": file, "check_line": line}
    return Problem(Code.CHECK_BROKE, function, fields, details=traceback)


def blocked_by(function: Function, problem: Problem) -> dict[str, Problem]:
    """Return what can't be checked after this problem: the function, or (as "SLUG.py") all functions of its file."""
    if problem.code in _UNUSABLE_FILE:
        return {f"{function.slug}.py": Problem(Code.WAITS_FOR_IMPORT, function)}
    if problem.code is Code.NOT_WRITTEN:
        return {function.name: Problem(Code.WAITS_FOR_STUB, function)}
    if problem.code is Code.WORKER_GONE or _told_by_a_call(problem):
        return {function.name: Problem(Code.WAITS_FOR_ITSELF, function)}
    return {}


def _told_by_a_call(problem: Problem) -> bool:
    """Whether a call of the function already ended in it, so that every other check would only say it again."""
    return problem.code not in _SAID_BY_CHECKS and problem.code not in _STATUS


_SAID_BY_CHECKS = {
    Code.DEMAND,
    Code.OUTPUTS_NOT_FROM_WEIGHTS,
    Code.WEIGHTS_NOT_OF_LAYERS,
    Code.STEP_NOT_OF_OPTIMIZER,
    Code.NOT_THE_COURSES_NETWORK,
    Code.NOT_TRAINED_HERE,
    Code.UNKNOWN_LAYER,
    Code.NOT_AS_DRAWN,
    Code.RUN_AWAY,
}


def _waiting(function: Function, problem: Problem) -> Problem | None:
    """Return what the check waits for, when the problem is another function's."""
    other = problem.function
    if other.slug == function.slug and problem.code in _UNUSABLE_FILE:
        return None
    if other.name != function.name:
        fields = {"other": other.name, "lesson": other.lesson_number}
        return Problem(Code.WAITS_FOR_EARLIER, function, fields)
    unwritten = problem.fields.get("unwritten", function.name)
    if problem.code is Code.NOT_WRITTEN and unwritten != function.name:
        return Problem(Code.WAITS_FOR_CALLED, function, {"other": unwritten})
    return None


def _own_words(error: AssertionError) -> str:
    """Return an assertion's message without what pytest's rewriting adds: introspection and indentation."""
    message = re.split(r"\n *assert ", str(error))[0]
    return re.sub(r"\n +", "\n", message)
