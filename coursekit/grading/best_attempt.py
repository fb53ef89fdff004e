"""Where the best of several attempts counts: which one it is, once all are graded."""

from collections.abc import Iterable
from dataclasses import replace

from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.grading.score import Grade


def best_attempts(grades: Iterable[Grade]) -> list[Grade]:
    """Return one grade for each student: of several attempts the one with the most points, of equal ones the newest.

    It is called as the student's newest one, so that its name is the same from run to run.
    """
    attempts: dict[str, list[Grade]] = {}
    for grade in grades:
        submission = grade.submission
        attempts.setdefault(submission.attempt_of or submission.name, []).append(grade)
    return [own[0] if len(own) == 1 else _best(name, own) for name, own in attempts.items()]


def _best(name: str, attempts: list[Grade]) -> Grade:
    # What the grader could not grade may be the best one: nobody has less because of it, and it is said.
    best = max(attempts, key=lambda g: (not g.failed_to_grade, g.points or 0.0, _newest(g)))
    others = [grade.submission.label for grade in attempts if grade is not best]
    fields = {"file": best.submission.label, "others": ", ".join(others)}
    note = GradingProblem(GradingCode.BEST_COUNTS, fields)
    submission = replace(best.submission, name=name, notes=(note, *best.submission.notes))
    return replace(best, submission=submission)


def _newest(grade: Grade) -> bool:
    return grade.submission.name == grade.submission.attempt_of
