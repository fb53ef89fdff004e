"""All formats by the names of their files, and writing them: the one place that knows what a run's folder holds."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coursekit.files import write_atomically
from coursekit.grading.formats.canvas import canvas_csv
from coursekit.grading.formats.classroom50 import classroom50_json, in_classroom50
from coursekit.grading.formats.escape import file_names
from coursekit.grading.formats.feedback import feedback_md
from coursekit.grading.formats.github_actions import report_to_github
from coursekit.grading.formats.grades_csv import grades_csv
from coursekit.grading.formats.gradescope import results_json
from coursekit.grading.formats.junit import junit_xml
from coursekit.grading.formats.submission_json import submission_json
from coursekit.grading.formats.summary import summary_md
from coursekit.grading.score import Grade
from coursekit.manifest import Manifest


@dataclass(frozen=True)
class GradedClass:
    """What formats are made of.

    Attributes
    ----------
    grades
        Of the run.
    manifest
        The lessons that were graded.
    seed
        The run's.
    assignment
        What Canvas calls it; the course's title when empty.
    """

    grades: list[Grade]
    manifest: Manifest
    seed: int
    assignment: str = ""


def write_formats(graded: GradedClass, out: Path) -> list[Path]:
    """Write every format into `out`, and tell GitHub where this runs in its Actions.

    Returns the feedback of submissions that an earlier run wrote there and that are not in this one.
    """
    grades, manifest = graded.grades, graded.manifest
    files = {name: make(graded) for name, make in FOR_CLASS.items()}
    names = file_names(grade.submission.name for grade in grades)
    for grade, name in zip(grades, names, strict=True):
        files |= {path.format(name): make(grade, manifest) for path, make in FOR_STUDENT.items()}
    if len(grades) == 1 and in_classroom50() and not grades[0].failed_to_grade:
        files["result.json"] = classroom50_json(grades[0], manifest)
    for path, text in files.items():
        if text is not None:
            # The name of a file on disk may hold what is no Unicode.
            write_atomically(out / path, text.encode(errors="replace").decode())
    report_to_github(grades, manifest, files["summary.md"] or "")
    return sorted(file for file in (out / "feedback").glob("*.md") if file.stem not in names)


def _page(graded: GradedClass) -> str | None:
    try:
        from coursekit.grading.formats.class_page import class_page
    except ModuleNotFoundError as error:
        if error.name not in ("jinja2", "markupsafe"):
            raise
        print("No report.html: it needs pip install -e '.[grade]'.", file=sys.stderr)
        return None
    return class_page(graded.grades, graded.manifest, graded.seed)


FOR_CLASS: dict[str, Callable[[GradedClass], str | None]] = {
    "grades.csv": lambda graded: grades_csv(graded.grades, graded.manifest),
    "canvas.csv": lambda graded: canvas_csv(
        graded.grades, graded.manifest, graded.assignment or graded.manifest.title
    ),
    "junit.xml": lambda graded: junit_xml(graded.grades, graded.manifest),
    "summary.md": lambda graded: summary_md(graded.grades, graded.manifest),
    "report.html": _page,
}
"""Files of a class; None where one can't be made here."""

FOR_STUDENT: dict[str, Callable[[Grade, Manifest], str]] = {
    "submissions/{}.json": submission_json,
    "feedback/{}.md": feedback_md,
    "gradescope/{}.json": results_json,
}
"""Files of each student."""
