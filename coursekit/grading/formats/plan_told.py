"""What `course grade --dry-run` says: who handed in what, how late that is, and what would be run."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from coursekit.grading.formats.escape import log_line
from coursekit.grading.formats.rules_told import days, points, when
from coursekit.grading.points import LessonPoints, taken_off
from coursekit.grading.problems import GradingCode, State
from coursekit.grading.score import Grade

_MOST_NAMED = 12
"""So many of those who handed in nothing are named."""


def plan_told(grades: Iterable[Grade], would_run: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the lines: each student who handed in something, and in one line all who did not.

    Parameters
    ----------
    grades
        Without outcomes.
    would_run
        By a submission's name, the numbers of the lessons that would be run.
    """
    absent = []
    for grade in grades:
        if grade.state is State.NOTHING_HANDED_IN:
            absent.append(log_line(grade.name))
        else:
            yield log_line(grade.name)
            yield from (f"  {line}" for line in _work(grade, would_run))
    if absent:
        more = len(absent) - _MOST_NAMED
        named = "; ".join(absent[:_MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")
        yield f"nothing handed in, {len(absent)}: {named}"


def _work(grade: Grade, would_run: Mapping[str, Sequence[str]]) -> Iterator[str]:
    submission = grade.submission
    if submission.handed:
        yield f"handed in: {when(submission.handed_in) or 'nobody knows when'}"
    yield from _lateness(grade)
    yield f"files: {log_line(', '.join(sorted(submission.files))) or 'none'}"
    if submission.problem:
        yield log_line(submission.problem.sentence)
    elif lessons := would_run.get(submission.name):
        yield f"would run: lessons {', '.join(lessons)}"
    else:
        yield "would run: nothing"


def _lateness(grade: Grade) -> Iterator[str]:
    alike: dict[tuple[str, bool], list[LessonPoints]] = {}
    for one in grade.lessons:
        if one.days_late:
            alike.setdefault((days(one), one.waived is not None), []).append(one)
    for (late, waived), own in alike.items():
        most = (taken_off(one.days_late, one.maximum, one.maximum, grade.rules) for one in own)
        costs = "waived" if waived else f"it costs {points(sum(most, Fraction(0)))} at most"
        lessons = ", ".join(one.lesson.number for one in own)
        yield f"late: {late}, lesson{'s' * (len(own) > 1)} {lessons}: {costs}"
    for note in grade.submission.notes:
        if note.code is GradingCode.LATE_BY_PLATFORM:
            yield f"late: {note.sentence}"
