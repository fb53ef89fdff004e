"""The rule behind each number, in words: what was overridden, how late something is, and what that takes off."""

from datetime import datetime
from fractions import Fraction

from coursekit.grading.class_rules import ClassRules, Override
from coursekit.grading.points import FunctionPoints, LessonPoints, shown
from coursekit.grading.score import Grade


def rules_told(lesson: LessonPoints, rules: ClassRules) -> list[str]:
    """Return a sentence for each rule besides the checks that made a lesson's points, in the order in which they apply."""
    return [
        *(_override(one) for one in lesson.functions if one.override),
        *_lateness(lesson, rules),
        *([f"This lesson counts {_number(lesson.weight)} times."] if lesson.weight != 1 else []),
    ]


def late(grade: Grade) -> list[str]:
    """Return how late each lesson is: "03: 2 days, 1 point taken off"."""
    return [
        f"{one.lesson.number}: {days(one)}, "
        + ("waived" if one.waived else f"{points(one.taken_off)} taken off")
        for one in grade.lessons
        if one.days_late
    ]


def overridden(grade: Grade) -> list[str]:
    """Return what was overridden, and why."""
    told = [_short(override) for override in grade.overrides]
    return list(dict.fromkeys(told))


def when(time: datetime | None) -> str:
    """Return a time as text, with its zone; nothing where it is not known."""
    return time.isoformat(" ", "minutes") if time else ""


def _override(one: FunctionPoints) -> str:
    assert one.override is not None  # `rules_told` asks for these alone.
    return (
        f"{one.function.name}: {points(one.points)} in place of the {_number(one.checks)} that its checks give. "
        f"Why: {one.override.reason}"
    )


def _lateness(lesson: LessonPoints, rules: ClassRules) -> list[str]:
    if not lesson.days_late:
        return []
    handed_in = (
        f"Handed in {when(lesson.handed_in)}, due {when(lesson.deadline)}: {days(lesson)} late."
    )
    if lesson.waived:
        return [f"{handed_in} This does not count. Why: {lesson.waived.reason}"]
    most = rules.late.at_most_days
    if most is not None and lesson.days_late > most:
        return [f"{handed_in} After {most} days nothing counts: {_taken(lesson)} taken off."]
    if not rules.late.points_per_day:
        return [f"{handed_in} Nothing is taken off."]
    per_day = (
        f"{_number(rules.late.points_per_day)} % of {points(lesson.maximum)} for each day begun"
    )
    return [f"{handed_in} {_taken(lesson)} taken off: {per_day}."]


def _short(override: Override) -> str:
    parts = (
        [f"{override.function}: {points(override.points)}"] if override.points is not None else []
    )
    if override.lesson:
        which = "all lessons" if override.lesson == "all" else f"lesson {override.lesson}"
        parts.append(f"lateness of {which} waived")
    return f"{', '.join(parts)} ({override.reason})"


def days(lesson: LessonPoints) -> str:
    """Return how late a lesson is: "2 days"."""
    return f"{lesson.days_late} day{'s' * (lesson.days_late != 1)}"


def _taken(lesson: LessonPoints) -> str:
    return f"{points(lesson.taken_off)} {'is' if lesson.taken_off == 1 else 'are'}"


def points(number: Fraction) -> str:
    """Return a number of points: "1 point"."""
    return f"{_number(number)} {'point' if number == 1 else 'points'}"


def _number(points: Fraction) -> str:
    return f"{shown(points):.2f}".rstrip("0").rstrip(".")
