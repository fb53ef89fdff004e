"""Markdown: one student's feedback as it is, or a class as a table."""

from coursekit.grading.formats.escape import markdown
from coursekit.grading.formats.feedback import feedback_md
from coursekit.grading.formats.rules_told import late, overridden
from coursekit.grading.score import Grade
from coursekit.manifest import Manifest

_MOST_ROWS = 1000
"""GitHub shows summaries of at most 1 MiB."""


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
        shown = ["" if number is None else f"{number:g}" for number in points]
        told = markdown(
            " ".join([grade.problem, *late(grade), *overridden(grade), *grade.notes])[:500]
        )
        lines.append(f"| {' | '.join([markdown(grade.name), *shown, told])} |")
    if len(grades) > _MOST_ROWS:
        lines.append(f"\n{len(grades) - _MOST_ROWS} more are in grades.csv.")
    return "\n".join(lines) + "\n"
