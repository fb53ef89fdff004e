"""All formats by the names of their files, and writing them: the one place that knows what a run's folder holds."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from coursekit.files import write_atomically
from coursekit.grading.formats.anonymous import anonymous_class, pseudonyms_csv, work_zip
from coursekit.grading.formats.blackboard import blackboard_xls
from coursekit.grading.formats.canvas import canvas_csv, canvas_feedback_zip
from coursekit.grading.formats.classroom50 import classroom50_json, in_classroom50
from coursekit.grading.formats.escape import file_names
from coursekit.grading.formats.feedback import feedback_md
from coursekit.grading.formats.github_actions import report_to_github
from coursekit.grading.formats.graded_class import GradedClass, told_apart
from coursekit.grading.formats.grades_csv import grades_csv
from coursekit.grading.formats.gradescope import results_json
from coursekit.grading.formats.junit import junit_xml
from coursekit.grading.formats.moodle import moodle_feedback_zip, moodle_worksheet
from coursekit.grading.formats.submission_json import submission_json
from coursekit.grading.formats.summary import summary_md
from coursekit.grading.score import Grade
from coursekit.manifest import Manifest


def write_formats(graded: GradedClass, out: Path, key: bytes | None = None) -> list[Path]:
    """Write every format into `out`, and tell GitHub where this runs in its Actions.

    Parameters
    ----------
    graded
        The class.
    out
        The run's folder.
    key
        Makes pseudonyms; with one, the class is also written without names, into ``anonymous/``.

    Returns
    -------
    list of Path
        The feedback of submissions that an earlier run wrote there and that are not in this one.
    """
    grades, manifest = graded.grades, graded.manifest
    files = _files(graded, {**FOR_CLASS, **FOR_PLATFORMS}, FOR_STUDENT)
    if len(grades) == 1 and in_classroom50() and not grades[0].failed_to_grade:
        files["result.json"] = classroom50_json(grades[0], manifest)
    if key is not None:
        nameless = _files(anonymous_class(graded, key), ANONYMOUS, {"feedback/{}.md": feedback_md})
        files |= {f"anonymous/{path}": content for path, content in nameless.items()}
        files["pseudonyms.csv"] = pseudonyms_csv(graded, key)
    for path, content in files.items():
        if isinstance(content, str):
            # The name of a file on disk may hold what is no Unicode.
            content = content.encode(errors="replace")
        if content is not None:
            write_atomically(out / path, content, durable=False)
        else:
            # An earlier one could be imported by mistake.
            (out / path).unlink(missing_ok=True)
    report_to_github(grades, manifest, summary_md(grades, manifest))
    feedback = (out / "feedback").glob("*.md")
    return sorted(file for file in feedback if f"feedback/{file.name}" not in files)


Content = str | bytes | None


def _files(
    graded: GradedClass,
    for_class: Mapping[str, Callable[[GradedClass], Content]],
    for_student: Mapping[str, Callable[[Grade, Manifest], str | None]],
) -> dict[str, Content]:
    """Return the contents of all files by their paths."""
    files: dict[str, Content] = {name: make(graded) for name, make in for_class.items()}
    names = file_names(told_apart(graded.grades))
    for grade, name in zip(graded.grades, names, strict=True):
        files |= {
            path.format(name): make(grade, graded.manifest) for path, make in for_student.items()
        }
    return files


def _page(graded: GradedClass) -> str | None:
    try:
        from coursekit.grading.formats.class_page import class_page
    except ModuleNotFoundError as error:
        if error.name not in ("jinja2", "markupsafe"):
            raise
        print("No report.html: it needs pip install -e '.[grade]'.", file=sys.stderr)
        return None
    return class_page(graded.grades, graded.manifest, graded.seed, graded.records)


FOR_CLASS: dict[str, Callable[[GradedClass], str | None]] = {
    "grades.csv": lambda graded: grades_csv(graded.grades, graded.manifest),
    "junit.xml": lambda graded: junit_xml(graded.grades, graded.manifest),
    "summary.md": lambda graded: summary_md(graded.grades, graded.manifest),
    "report.html": _page,
}
"""Files of a class; None where one can't be made here."""

FOR_PLATFORMS: dict[str, Callable[[GradedClass], Content]] = {
    "canvas.csv": canvas_csv,
    "canvas_feedback.zip": canvas_feedback_zip,
    "moodle_grades.csv": moodle_worksheet,
    "moodle_feedback.zip": moodle_feedback_zip,
    "blackboard.xls": blackboard_xls,
}
"""Files that a platform imports; None where the class is not from there."""

ANONYMOUS: dict[str, Callable[[GradedClass], Content]] = {
    "grades.csv": FOR_CLASS["grades.csv"],
    "work.zip": work_zip,
}
"""What is written without names: for a second grader, the code too."""

FOR_STUDENT: dict[str, Callable[[Grade, Manifest], str | None]] = {
    "submissions/{}.json": submission_json,
    "feedback/{}.md": feedback_md,
    "gradescope/{}.json": results_json,
}
"""Files of each student; None where a platform could only take it for a grade."""
