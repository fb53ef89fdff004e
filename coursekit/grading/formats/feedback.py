"""Markdown: what a student gets to read, in pytest's words."""

from coursekit.checks.report import lesson_entries
from coursekit.grading.formats.escape import fenced, markdown
from coursekit.grading.formats.function_scores import function_scores
from coursekit.grading.score import Grade, max_points
from coursekit.manifest import Manifest


def feedback_md(grade: Grade, manifest: Manifest) -> str:
    """Return the feedback for one student: points, and for each function the first mistake. No seed, no notes."""
    parts = [f"# {markdown(manifest.title)}", f"{markdown(grade.name)}: {_points(grade, manifest)}"]
    if grade.problem:
        parts.append(markdown(grade.problem))
    ends = {entry.label: entry for entry in lesson_entries(grade.results, manifest)}
    found = function_scores(grade, manifest) if grade.results else []
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


def _points(grade: Grade, manifest: Manifest) -> str:
    if grade.failed_to_grade:
        return "not graded yet"
    return f"{grade.points:g} of {max_points(manifest):g} points"
