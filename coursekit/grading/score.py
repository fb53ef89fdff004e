"""A student's grade: what running found, and the points that the class's rules make of it. Every format is a view of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from coursekit.checks.results import CheckResult, by_function
from coursekit.grading.class_rules import ClassRules, Override
from coursekit.grading.intake.submission import Submission
from coursekit.grading.points import LessonPoints, lesson_points, shown
from coursekit.grading.problems import GradingCode, GradingProblem, State
from coursekit.grading.run.task import Outcome
from coursekit.grading.worth_a_look import tamper_note
from coursekit.manifest import Lesson, Manifest


@dataclass(frozen=True)
class Grade:
    """One student's grade.

    Attributes
    ----------
    submission
        What was handed in.
    outcome
        What grading found; None when there was nothing to grade (`submission.problem` says why).
    rules
        How the class is graded.
    handed_in
        By a lesson's number, when its present work was handed in first, where that was before this submission.
    """

    submission: Submission
    outcome: Outcome | None
    rules: ClassRules = field(default_factory=ClassRules)
    handed_in: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The student's name where the roster has one, else as the platform writes it, else the submission's."""
        return name_of(self.submission)

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
    def state(self) -> State:
        """What became of the student's work."""
        if self.submission.problem is None:
            return State.NOT_GRADED if self.failed_to_grade else State.GRADED
        missing = self.submission.problem.code is GradingCode.NOTHING_HANDED_IN
        return State.NOTHING_HANDED_IN if missing else State.NOT_GRADABLE

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
        """What the instructor should know: ignored files, signs of tampering, an unknown time, a missing sandbox."""
        notes = [note.sentence for note in self.submission.notes]
        notes += sorted({note for result in self.results if (note := tamper_note(result))})
        if self.time_unknown:
            notes.append(GradingProblem(GradingCode.TIME_UNKNOWN).sentence)
        if self.without_sandbox:
            notes.append(GradingProblem(GradingCode.NO_SANDBOX).sentence)
        elif self.outcome is not None and self.outcome.sandbox == "user":
            notes.append(GradingProblem(GradingCode.ONLY_A_USER).sentence)
        return notes

    @property
    def time_unknown(self) -> bool:
        """Whether a due date does not count, as nobody knows when the work was handed in."""
        return self.has_points and any(lesson.time_unknown for lesson in self.lessons)

    @property
    def without_sandbox(self) -> bool:
        """Whether the code was run without a sandbox."""
        return self.outcome is not None and self.outcome.sandbox == "none"

    @cached_property
    def lessons(self) -> list[LessonPoints]:
        """What each lesson has, and how that came about."""
        results: dict[str, list[CheckResult]] = {
            name: group for (_, name), group in by_function(self.results).items()
        }
        called, own = self.submission.called, self.submission.handed_in
        return [
            lesson_points(
                lesson, results, self.rules, called, self.handed_in.get(lesson.number, own)
            )
            for lesson in self.rules.manifest.lessons
        ]

    @cached_property
    def overrides(self) -> list[Override]:
        """The overrides that count."""
        return [override for lesson in self.lessons for override in lesson.overrides]

    @cached_property
    def has_points(self) -> bool:
        """Whether there is a grade: something was graded, or an instructor said what it is worth.

        Where nothing was handed in, the class's rules decide. Where something can't be graded, nobody has said yet what it
        is worth, and nothing is not zero.
        """
        if self.failed_to_grade:
            return False
        by_hand = any(override.function for override in self.overrides)
        missing = self.state is State.NOTHING_HANDED_IN
        return bool(self.results) or by_hand or (missing and self.rules.missing_is_zero)

    @cached_property
    def points(self) -> float | None:
        """All points; None where there are none, which is not 0. The lessons' rounded points add up to it."""
        return float(sum(one.points for one in self.lessons)) if self.has_points else None

    @property
    def taken_off(self) -> float:
        """What lateness takes off in all."""
        return shown(sum((one.taken_off for one in self.lessons), Fraction(0)))

    @property
    def days_late(self) -> int:
        """The most days that a lesson is late."""
        return max((one.days_late for one in self.lessons), default=0)

    def lesson_points(self, lesson: Lesson) -> float | None:
        """Return the points in a lesson; None where there are none."""
        if not self.has_points:
            return None
        return next(float(one.points) for one in self.lessons if one.lesson.number == lesson.number)


def name_of(submission: Submission) -> str:
    """Return the student's name where the roster has one, else as the platform writes it, else the submission's."""
    return submission.student.get("name") or submission.sender.name or submission.name


def max_points(manifest: Manifest) -> float:
    """Return the points of the whole course."""
    return sum(lesson.points for lesson in manifest.lessons)
