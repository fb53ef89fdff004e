"""From checks to points: one rule after the other, each a pure function of exact fractions.

The order: checks, override, lateness, weights; each lesson is rounded once, at the end.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from coursekit.checks.results import CheckResult
from coursekit.grading.class_rules import ClassRules, Override
from coursekit.manifest import Function, Lesson
from coursekit.worker.names import Code

FORGERIES = {
    Code.OUTPUTS_NOT_FROM_WEIGHTS: "a network's outputs do not come from its weights.",
    Code.WEIGHTS_NOT_OF_LAYERS: "a network's weights do not fit its layers.",
    Code.STEP_NOT_OF_OPTIMIZER: "an optimizer does not do what it says of itself.",
    Code.NOT_THE_COURSES_NETWORK: "the course's own network has other layers or weights than it was given.",
}
"""Contradictions that honest code can't bring about, found outside, in what is Keras's own by its own account; and how they
are noted."""

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class FunctionPoints:
    """What a function has before lateness, in points that count.

    Attributes
    ----------
    function, maximum
        Which one, and what it is worth.
    checks
        What its checks earned.
    points
        What it has: the same, or what an override says.
    override
        The override that replaced it, or None.
    """

    function: Function
    maximum: Fraction
    checks: Fraction
    points: Fraction
    override: Override | None


@dataclass(frozen=True)
class LessonPoints:
    """What a lesson has, and how that came about.

    Attributes
    ----------
    lesson, maximum
        Which one, and what it is worth.
    functions
        What each function has.
    weight
        What its points were multiplied by; that of functions included.
    handed_in, deadline
        When it was handed in, None where nobody knows; until when it was to be, None where nothing was due.
    days_late
        Days begun after the deadline; 0 when it was in time, or nobody knows.
    waived
        The override that waives its lateness, or None.
    taken_off
        What lateness takes off.
    points
        What it has, rounded to hundredths.
    """

    lesson: Lesson
    maximum: Fraction
    functions: tuple[FunctionPoints, ...]
    weight: Fraction
    handed_in: datetime | None
    deadline: datetime | None
    days_late: int
    waived: Override | None
    taken_off: Fraction
    points: Fraction

    @property
    def time_unknown(self) -> bool:
        """Whether something was due, and nobody knows when it was handed in."""
        return self.deadline is not None and self.handed_in is None

    @property
    def overrides(self) -> list[Override]:
        """The overrides that count here."""
        found = [one.override for one in self.functions if one.override]
        return [*found, *([self.waived] if self.waived and self.days_late else [])]


def lesson_points(
    lesson: Lesson,
    results: Mapping[str, list[CheckResult]],
    rules: ClassRules,
    called: set[str],
    handed_in: datetime | None,
) -> LessonPoints:
    """Return what a student has in a lesson.

    Parameters
    ----------
    lesson
        With the points that count, as in `rules.manifest`.
    results
        Of its checks, by function.
    rules
        How the class is graded.
    called
        Who the student is (`Submission.called`).
    handed_in
        When, with a time zone; None where nobody knows.
    """
    weight = rules.weights.get(lesson.number, Fraction(1))
    functions = tuple(
        function_points(one, results.get(one.name, []), rules, called, weight)
        for one in lesson.graded
    )
    maximum = sum((one.maximum for one in functions), Fraction(0))
    earned = sum((one.points for one in functions), Fraction(0))
    deadline, waived = rules.deadline(lesson, called), rules.waived(lesson, called)
    days = days_late(handed_in, deadline)
    off = Fraction(0) if waived else taken_off(days, earned, maximum, rules)
    points = rounded(earned - off)
    return LessonPoints(
        lesson, maximum, functions, weight, handed_in, deadline, days, waived, off, points
    )


def function_points(
    function: Function,
    results: list[CheckResult],
    rules: ClassRules,
    called: set[str],
    weight: Fraction = Fraction(1),
) -> FunctionPoints:
    """Return what a student has for a function, before lateness: what its checks earned, or what an override says."""
    maximum = Fraction(str(function.points))
    checks = earned_share(results, rules.weights_in(function)) * maximum
    override = rules.override_of(function, called)
    given = override.points if override else None
    points = checks if given is None else given * weight
    return FunctionPoints(function, maximum, checks, points, override)


def earned_share(
    results: Iterable[CheckResult], weights: Mapping[str, Fraction] | None = None
) -> Fraction:
    """Return which share of a function's points its checks earn: the share of those that pass, by weight.

    Nothing is earned when less than half passes: some checks say what a function must leave alone, and one that does nothing
    passes them. A check that fails can set a limit (`CheckResult.without_it`). Nothing is earned by a forgery.

    Parameters
    ----------
    results
        Of all checks of the function.
    weights
        What a check counts, by name; the others count 1.
    """
    counts = [(result, (weights or {}).get(result.check, 1)) for result in results]
    total = Fraction(sum(count for _, count in counts))
    passed = sum(count for result, count in counts if result.passed)
    if 2 * passed < total or not total or any(forged(result) for result, _ in counts):
        return Fraction(0)
    limits = [Fraction(str(result.without_it)) for result, _ in counts if not result.passed]
    return min([passed / total, *limits])


def check_points(
    results: list[CheckResult], maximum: Fraction, weights: Mapping[str, Fraction]
) -> dict[str, tuple[Fraction, Fraction]]:
    """Return for each check of a function what it is worth, and what it gave: together, that is what was earned."""
    counts = {result.check: weights.get(result.check, 1) for result in results}
    total = Fraction(sum(counts.values()) or 1)
    passed = sum(counts[r.check] for r in results if r.passed) / total
    factor = earned_share(results, weights) / passed if passed else Fraction(0)
    worth = {check: count / total * maximum for check, count in counts.items()}
    return {
        r.check: (worth[r.check], worth[r.check] * factor if r.passed else Fraction(0))
        for r in results
    }


def days_late(handed_in: datetime | None, deadline: datetime | None) -> int:
    """Return how many days have begun since the deadline; 0 where one of the two is not known."""
    if handed_in is None or deadline is None:
        return 0
    return max(0, -((deadline - handed_in) // _DAY))


def taken_off(days: int, earned: Fraction, maximum: Fraction, rules: ClassRules) -> Fraction:
    """Return what so many days take off: percent of the maximum for each, at most what was earned."""
    late = rules.late
    if late.at_most_days is not None and days > late.at_most_days:
        return earned
    return min(earned, days * late.points_per_day / 100 * maximum)


def rounded(points: Fraction) -> Fraction:
    """Return points rounded to hundredths, half up."""
    return Fraction(_hundredths(points), 100)


def shown(points: Fraction) -> float:
    """Return points as a number to show: rounded to hundredths, half up."""
    return _hundredths(points) / 100


def _hundredths(points: Fraction) -> int:
    return (200 * points.numerator + points.denominator) // (2 * points.denominator)


def forged(result: CheckResult) -> bool:
    """Whether a check found a contradiction that honest code can't bring about."""
    return result.code in FORGERIES
