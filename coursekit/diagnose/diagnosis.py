"""From a problem to one cause: the first rule that knows it."""

from dataclasses import dataclass
from pathlib import Path

from coursekit.diagnose.further_names import further_names, with_places
from coursekit.diagnose.rules import RULES, VAGUE
from coursekit.diagnose.situation import situation_of
from coursekit.worker.names import Code
from coursekit.worker.problems import Problem


@dataclass(frozen=True)
class Diagnosis:
    """A cause: its name, the sentences that tell it with what to do, and the line and file to look at (line 0: as before)."""

    cause: str
    says: str
    file: str
    line: int


def diagnose(problem: Problem, folder: Path) -> Diagnosis | None:
    """Find the cause of a problem in the learner's files; None when no rule is certain.

    Parameters
    ----------
    problem
        What went wrong.
    folder
        The folder that holds ``mnist_course/``. What stands there is read, never run.
    """
    situation = situation_of(problem, folder)
    if problem.code is Code.SYNTAX and not situation.last.text:
        # The file is not looked into: Python names lines that the rules don't see.
        return None
    for rule in RULES:
        try:
            found = rule(situation)
        except RecursionError:
            # Brackets in brackets, a thousand deep: nothing that a beginner writes.
            continue
        if found:
            file = situation.last.file if problem.place else situation.own.file
            says = with_places(found.says, found.also or further_names(rule, situation))
            return Diagnosis(found.name or rule.__name__, says, file, found.line)
    return None


def is_certain(cause: str) -> bool:
    """Whether a cause is known, and not only what the words of an error mean."""
    return bool(cause) and cause not in VAGUE
