"""What changed since another run: a table, and the lines for a terminal."""

from collections.abc import Iterable, Sequence

from coursekit.grading.compare import RULE, Change
from coursekit.grading.formats.csv_text import csv_text
from coursekit.grading.formats.escape import cell, log_line

_MOST = 20
"""So many students are named in a line; all are in the table."""


def changes_csv(found: Iterable[Change]) -> str:
    """Return a row for each change; a student's sum has no lesson."""
    head = [
        "student",
        "lesson",
        "function",
        "check",
        "old",
        "new",
        "old_points",
        "new_points",
        "why",
    ]
    table: list[list[object]] = [[*head]]
    for one in found:
        points = ("" if value is None else value for value in (one.old_points, one.new_points))
        row = [one.student, one.lesson, one.function, one.check, one.old, one.new, *points, one.why]
        table.append([cell(value) for value in row])
    return csv_text(table)


def change_lines(found: Sequence[Change]) -> list[str]:
    """Return a line for each change: "Ann, 03 build_mlp, outputs are probabilities: failed → passed, 0 → 2 (handed in again)".

    What a changed rule did to several students is one line for the lessons in which it touched the same ones.
    """
    touched: dict[str, set[int]] = {}
    student = 0
    for one in found:
        if _by_a_rule(one):
            touched.setdefault(one.lesson, set()).add(student)
        student += one.is_sum  # Each student's changes end with the sum.
    together: dict[frozenset[int], list[str]] = {}
    for lesson, students in touched.items():
        if len(students) > 1:
            together.setdefault(frozenset(students), []).append(lesson)
    lines = [
        f"{len(students)} students, lesson{'s' * (len(lessons) > 1)} {', '.join(lessons)} ({RULE})"
        for students, lessons in together.items()
    ]
    alone = (o for o in found if not _by_a_rule(o) or len(touched[o.lesson]) == 1)
    return lines + [log_line(line) for line in map(_line, alone) if line]


def _by_a_rule(one: Change) -> bool:
    return one.why == RULE and not one.is_sum


def _line(one: Change) -> str:
    """Return the line for a change; empty where nothing that is seen differs."""
    place = ", ".join(filter(None, [f"{one.lesson} {one.function}".strip(), one.check])) or "all"
    points = ("–" if p is None else f"{p:g}" for p in (one.old_points, one.new_points))
    pairs = [(one.old or "–", one.new or "–"), tuple(points)]
    seen = ", ".join(f"{old} → {new}" for old, new in pairs if old != new)
    return f"{one.student}, {place}: {seen} ({one.why})" if seen else ""


def gains_and_losses(found: Iterable[Change], since: str) -> list[str]:
    """Say who gained and who lost since another run, those with the largest change first.

    Several to whom nothing else happened than a changed rule are told together.
    """
    sums = [one for one in found if one.is_sum]
    sides = {
        "gained": sorted((one for one in sums if one.gain > 0), key=lambda one: -one.gain),
        "lost": sorted((one for one in sums if one.gain < 0), key=lambda one: one.gain),
    }
    lines = []
    for word, side in sides.items():
        by_rule = [one for one in side if one.why == RULE]
        alone = [one for one in side if one.why != RULE or len(by_rule) == 1]
        named = [f"{log_line(one.student)} {one.gain:+g} ({one.why})" for one in alone[:_MOST]]
        if len(by_rule) > 1:
            gains = dict.fromkeys(f"{one.gain:+g}" for one in (by_rule[-1], by_rule[0]))
            named.insert(0, f"{len(by_rule)} students {' to '.join(gains)} ({RULE})")
        more = f", and {len(alone) - _MOST} more" if len(alone) > _MOST else ""
        if named:
            lines.append(f"{len(side)} {word} since {since}: {', '.join(named)}{more}")
    return lines or [f"Nobody's points changed since {since}."]
