"""What a check waits for: its function is not written, could not be used a moment ago, or calls another one that is wrong.

A check marked ``long`` waits for those before it, too: a learner need not wait for a training to hear what is wrong.
"""

import ast
from pathlib import Path

import pytest

from coursekit.checks.items import function_of
from coursekit.checks.learner_of_run import folder_of
from coursekit.checks.results import CheckResult, Status
from coursekit.checks.stash import BLOCKED, RESULTS, TRIED
from coursekit.diagnose.situation import read_source
from coursekit.manifest import Function
from coursekit.source import only_defines, unwritten
from coursekit.worker.learner import Learner
from coursekit.worker.names import Code
from coursekit.worker.problems import LearnerProblem, Place, Problem


def reason_to_wait(item: pytest.Item) -> Problem | None:
    """Return why a check can't run; None where it can."""
    function, config = function_of(item), item.config
    if function is None or config.option.every:
        return None
    blocked = config.stash[BLOCKED]
    problem = blocked.get(function.name) or blocked.get(f"{function.slug}.py")
    graded = bool(config.option.digits)
    # What several functions do together has no file of its own.
    if problem is None and function.slug:
        problem = _unwritten_problem(function, folder_of(config), graded)
    if problem is None and not graded and TRIED not in config.stash and _waits_for_others(item):
        problem = Problem(Code.WAITS_FOR_ITSELF, function)
    return problem


def _waits_for_others(item: pytest.Item) -> bool:
    """Whether a check takes long, and another one of its function has failed."""
    function, results = function_of(item), item.config.stash[RESULTS]
    return item.get_closest_marker("long") is not None and any(
        result.status is Status.FAILED and function and result.function == function.name
        for result in results
    )


def wait_for(learner: Learner, name: str, is_right: bool) -> None:
    """Let the check wait for the course function `name`, unless that one is right.

    Raises
    ------
    LearnerProblem
        When it is not.
    """
    if not is_right:
        raise LearnerProblem(Problem(Code.CALLED_IS_WRONG, learner.manifest.functions[name]))


def blamed_on_called(
    error: BaseException, function: Function, results: list[CheckResult], learner: Learner
) -> BaseException:
    """Return what a check ended in; where its function calls another one that failed before, the wait for that one."""
    if not isinstance(error, AssertionError | LearnerProblem):
        return error
    if isinstance(error, LearnerProblem) and error.problem.code not in _MAY_BE_ANOTHERS:
        return error
    wrong = {result.function for result in results if result.status is Status.FAILED}
    for name in _called(function, learner) & wrong - {function.name}:
        return LearnerProblem(Problem(Code.CALLED_IS_WRONG, learner.manifest.functions[name]))
    return error


def _called(function: Function, learner: Learner) -> set[str]:
    """Return the names of what the learner's function calls."""
    found = read_source(learner.folder, function.file).definitions(function.name)
    nodes = ast.walk(found[-1]) if found else iter(())
    calls = [node.func for node in nodes if isinstance(node, ast.Call)]
    return {getattr(call, "id", getattr(call, "attr", "")) for call in calls}


_MAY_BE_ANOTHERS = {Code.EXCEPTION, Code.WRONG_KIND, Code.TIMEOUT, Code.UNREADABLE_OBJECT}


def _unwritten_problem(function: Function, folder: Path, graded: bool) -> Problem | None:
    """Return that a function is not written yet, when its file says so: no check needs to call it for that.

    A grade believes it where nothing else in the file could put another function in its place.
    """
    if not (folder / function.file).exists():
        return Problem(Code.NO_FILE, function, place=Place(function.file, 0))
    # A submission may hold anything: of what is too long to be read here, or no text, nothing is said before a call.
    source = read_source(folder, function.file).text
    line = unwritten(source, function.name)
    if not line or (graded and not only_defines(source, function.name)):
        return None
    return Problem(Code.NOT_WRITTEN, function, place=Place(function.file, line))
