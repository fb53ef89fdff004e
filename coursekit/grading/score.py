"""Points: what a submission earns for what running it found. Nothing is run here, and every format is a view of it."""

import re
from dataclasses import dataclass

from coursekit.checks.results import CheckResult, by_function
from coursekit.grading.intake.submission import Submission
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.grading.run.task import Outcome
from coursekit.manifest import Lesson, Manifest
from coursekit.worker.names import Code


@dataclass(frozen=True)
class Grade:
    """One student's grade.

    Attributes
    ----------
    submission
        What was handed in.
    outcome
        What grading found; None when there was nothing to grade (`submission.problem` says why).
    """

    submission: Submission
    outcome: Outcome | None

    @property
    def name(self) -> str:
        """The student's name where the roster has one, else the submission's, without what Moodle puts behind it."""
        handed_in = re.sub(r"_\d+_assignsubmission_\w+$", "", self.submission.name)
        return self.submission.student.get("name") or handed_in

    @property
    def problem(self) -> str:
        """Why there are no points: nothing readable was handed in, or the grader failed. Empty otherwise."""
        found = self.submission.problem or (self.outcome and self.outcome.problem)
        return found.sentence if found else ""

    @property
    def details(self) -> str:
        """The traceback of a grader's failure; empty otherwise."""
        return self.outcome.problem.details if self.outcome and self.outcome.problem else ""

    @property
    def failed_to_grade(self) -> bool:
        """Whether the grader could not do its work: not the student's fault."""
        return self.outcome is not None and self.outcome.problem is not None

    @property
    def results(self) -> list[CheckResult]:
        """One result for each check of the course; none when nothing could be graded."""
        return self.outcome.results if self.outcome else []

    @property
    def notes(self) -> list[str]:
        """What the instructor should know: ignored files, signs of tampering, a missing sandbox."""
        notes = [note.sentence for note in self.submission.notes]
        notes += sorted({note for result in self.results if (note := tamper_note(result))})
        if self.without_sandbox:
            notes.append(GradingProblem(GradingCode.NO_SANDBOX).sentence)
        return notes

    @property
    def without_sandbox(self) -> bool:
        """Whether the code was run without a sandbox."""
        return self.outcome is not None and self.outcome.sandbox == "none"

    @property
    def points(self) -> float:
        """All points that were earned, to two decimals."""
        return round(sum(earned(group) for group in by_function(self.results).values()), 2)

    def lesson_points(self, lesson: Lesson) -> float:
        """Return the points that were earned in a lesson, to two decimals."""
        own = [result for result in self.results if result.lesson == lesson.number]
        return round(sum(earned(group) for group in by_function(own).values()), 2)


def earned(results: list[CheckResult]) -> float:
    """Return the points for one function, to two decimals: those of its checks that pass.

    Nothing is earned when fewer than half pass, or when an essential one does not: some checks say what a function
    must leave alone, and one that does nothing passes them. Nothing is earned by a forgery.
    """
    passed = [result for result in results if result.passed]
    worthless = 2 * len(passed) < len(results) or any(
        forged(result) or (result.essential and not result.passed) for result in results
    )
    return 0.0 if worthless else round(sum(result.points for result in passed), 2)


def max_points(manifest: Manifest) -> float:
    """Return the points of the whole course."""
    return sum(lesson.points for lesson in manifest.lessons)


def tamper_note(result: CheckResult) -> str:
    """Return a note when a check ended as it does for code that attacks the grader; for honest code it is rare."""
    note = _SIGNS.get(result.code) if result.code else None
    return f"{result.function}: {note}" if note else ""


def forged(result: CheckResult) -> bool:
    """Whether a check found a contradiction that honest code can't bring about."""
    return result.code in _FORGED


_FORGED = {
    Code.OUTPUTS_NOT_FROM_WEIGHTS: "a network's outputs do not come from its weights.",
    Code.WEIGHTS_NOT_OF_LAYERS: "a network's weights do not fit its layers.",
    Code.STEP_NOT_OF_OPTIMIZER: "an optimizer does not do what it says of itself.",
}
_SIGNS = {
    **_FORGED,
    Code.CRASH: "ended the Python process.",
    Code.EXIT: "called exit().",
    Code.FLOOD: "printed without end.",
    Code.MEMORY: "used more memory than allowed.",
    Code.TIMEOUT: "did not come to an end.",
    Code.NO_TIME_LEFT: "took all of the time.",
    Code.UNKNOWN_LAYER: "a network's outputs can't be verified.",
    Code.UNREADABLE_ANSWER: "returned what can't be read.",
    Code.CANNOT_CROSS: "returned what can't be read.",
    Code.COURSE_CODE: "returned what can't be read.",
    Code.CHECK_BROKE: "returned what a check could not read.",
    Code.WORKER_GONE: "ended while a check looked at its result.",
}
