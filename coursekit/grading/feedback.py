"""Markdown: what a student gets to read, in pytest's words; and a class as a table."""

from coursekit.checks.report import lesson_entries
from coursekit.grading.grades import Grade, max_points
from coursekit.grading.neutral import fenced, markdown
from coursekit.grading.rows import rows
from coursekit.manifest import Manifest

_MOST_ROWS = 1000
"""GitHub shows summaries of at most 1 MiB."""


def feedback_md(grade: Grade, manifest: Manifest) -> str:
    """Return the feedback for one student: points, and for each function the first mistake. No seed, no notes."""
    parts = [f"# {markdown(manifest.title)}", f"{markdown(grade.name)}: {_points(grade, manifest)}"]
    if grade.problem:
        parts.append(markdown(grade.problem))
    ends = {entry.label: entry for entry in lesson_entries(grade.results, manifest)}
    found = rows(grade, manifest) if grade.results else []
    for lesson in manifest.lessons if found else []:
        head = f"Lesson {lesson.number}, {lesson.title}:"
        parts.append(
            f"## {markdown(head)} {grade.lesson_points(lesson):g} of {lesson.points:g} points"
        )
        for row in (row for row in found if row.lesson is lesson):
            points = f"({row.points:g} of {row.function.points:g} points)"
            parts.append(f"### {markdown(row.entry.title)} {points}")
            parts += [markdown(line) for line in row.entry.message]
            if row.entry.printed:
                parts += ["It printed:", fenced("\n".join(row.entry.printed))]
        if head in ends:
            parts.append(markdown(ends[head].title))
    return "\n\n".join(parts) + "\n"


def summary_md(grades: list[Grade], manifest: Manifest) -> str:
    """Return one student's feedback as it is, or a class as a table."""
    if len(grades) == 1:
        return feedback_md(grades[0], manifest)
    heads = ["student", *(lesson.number for lesson in manifest.lessons), "points", "notes"]
    lines = [
        f"# {markdown(manifest.title)}\n",
        f"| {' | '.join(heads)} |",
        f"|---|{'---:|' * (len(heads) - 2)}---|",
    ]
    for grade in grades[:_MOST_ROWS]:
        points = [*(grade.lesson_points(lesson) for lesson in manifest.lessons), grade.points]
        shown = ["" if grade.failed_to_grade else f"{number:g}" for number in points]
        told = markdown(" ".join([grade.problem, *grade.notes])[:500])
        lines.append(f"| {' | '.join([markdown(grade.name), *shown, told])} |")
    if len(grades) > _MOST_ROWS:
        lines.append(f"\n{len(grades) - _MOST_ROWS} more are in grades.csv.")
    return "\n".join(lines) + "\n"


def _points(grade: Grade, manifest: Manifest) -> str:
    if grade.failed_to_grade:
        return "not graded yet"
    return f"{grade.points:g} of {max_points(manifest):g} points"
