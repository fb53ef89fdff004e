"""Holding a check back while a function that its own function calls is wrong: it would blame the wrong one."""

from coursekit.worker.learner import Learner
from coursekit.worker.names import Code
from coursekit.worker.problems import LearnerProblem, Problem


def wait_for(learner: Learner, name: str, is_right: bool) -> None:
    """Let the check wait for the course function `name`, unless that one is right.

    Raises
    ------
    LearnerProblem
        When it is not.
    """
    if not is_right:
        raise LearnerProblem(Problem(Code.CALLED_IS_WRONG, learner.manifest.functions[name]))
