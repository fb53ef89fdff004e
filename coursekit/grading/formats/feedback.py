"""Markdown: what a student gets to read, in pytest's words. The deadline is over: it says nothing about commands to run."""

import re
from collections.abc import Iterable

from coursekit.checks.result_lines import lesson_entries
from coursekit.grading.formats.escape import fenced, markdown
from coursekit.grading.formats.function_scores import function_scores
from coursekit.grading.formats.rules_told import rules_told
from coursekit.grading.plain_text import one_line
from coursekit.grading.problems import TOLD_TO_STUDENTS
from coursekit.grading.score import Grade, max_points
from coursekit.manifest import Manifest


def feedback_md(grade: Grade, manifest: Manifest) -> str:
    """Return the feedback for one student: points, what was taken for the work, and for each function the first mistake."""
    parts = [
        f"# {markdown(manifest.title)}",
        f"{markdown(grade.name)}: {points_told(grade, manifest)}",
    ]
    if grade.problem:
        parts.append(markdown(grade.problem))
    parts += map(markdown, _about_the_work(grade))
    ends = {entry.label: entry for entry in lesson_entries(grade.results, manifest)}
    found = function_scores(grade, manifest)
    told = {one.lesson.number: rules_told(one, grade.rules) for one in grade.lessons}
    for lesson in manifest.lessons if grade.has_points else []:
        head = f"Lesson {lesson.number}, {lesson.title}:"
        parts.append(
            f"## {markdown(head)} {grade.lesson_points(lesson):g} of {lesson.points:g} points"
        )
        parts += [markdown(line) for line in told[lesson.number]]
        for row in (row for row in found if row.lesson is lesson):
            points = f"({row.points:g} of {row.function.points:g} points)"
            parts.append(f"### {markdown(row.entry.title)} {points}")
            parts += [markdown(line) for line in _to_read(row.entry.message)]
            if row.entry.right:
                parts.append(markdown(row.entry.right))
            if row.entry.printed:
                parts += ["It printed:", fenced("\n".join(row.entry.printed))]
        if head in ends:
            parts += map(markdown, _to_read([ends[head].title]))
    return "\n\n".join(parts) + "\n"


def in_short(grade: Grade, manifest: Manifest) -> list[str]:
    """Return the points, of each lesson too, and the rules behind them, in lines for a platform's field for comments."""
    lines = [f"{points_told(grade, manifest)}.", *([grade.problem] if grade.problem else [])]
    lines += _about_the_work(grade)
    for lesson in grade.lessons if grade.has_points else []:
        told = rules_told(lesson, grade.rules)
        points = f"{grade.lesson_points(lesson.lesson):g} of {lesson.lesson.points:g} points."
        lines.append(" ".join([f"Lesson {lesson.lesson.number}: {points}", *told]))
    return [one_line(line) for line in lines]


def _about_the_work(grade: Grade) -> list[str]:
    return [note.sentence for note in grade.submission.notes if note.code in TOLD_TO_STUDENTS]


def _to_read(lines: Iterable[str]) -> list[str]:
    """Return lines without those that name a command: the course has closed."""
    return [line for line in lines if not _COMMAND.search(line)]


_COMMAND = re.compile(r"`(course|pytest|python3?|pip)\b|\bpytest tests/")


def points_told(grade: Grade, manifest: Manifest) -> str:
    """Return the points in words, or why there are none."""
    if grade.points is None:
        return "not graded yet" if grade.failed_to_grade else "no points yet"
    return f"{grade.points:g} of {max_points(manifest):g} points"
