"""Writes all that comes out of a run into its folder: the one place that knows the names of the files."""

import sys
from pathlib import Path

from coursekit.files import write_atomically
from coursekit.grading.feedback import feedback_md, summary_md
from coursekit.grading.github import classroom50_json, in_classroom50, report_to_github
from coursekit.grading.grades import Grade
from coursekit.grading.gradescope import results_json
from coursekit.grading.junit import junit_xml
from coursekit.grading.neutral import file_names
from coursekit.grading.record import record_json
from coursekit.grading.tables import canvas_csv, grades_csv
from coursekit.manifest import Manifest


def write_outputs(
    grades: list[Grade], manifest: Manifest, out: Path, assignment: str = ""
) -> list[Path]:
    """Write every format into `out`, and tell GitHub where this runs in its Actions.

    Returns the feedback of submissions that an earlier run wrote there and that are not in this one.

    Parameters
    ----------
    grades
        Of the run.
    manifest
        The course.
    out
        The run's folder.
    assignment
        What Canvas calls it; the course's title when empty.
    """
    summary = summary_md(grades, manifest)
    files = {
        "grades.csv": grades_csv(grades, manifest),
        "canvas.csv": canvas_csv(grades, manifest, assignment or manifest.title),
        "junit.xml": junit_xml(grades, manifest),
        "summary.md": summary,
    }
    names = file_names(grade.submission.name for grade in grades)
    for grade, name in zip(grades, names):
        files[f"submissions/{name}.json"] = record_json(grade, manifest)
        files[f"feedback/{name}.md"] = feedback_md(grade, manifest)
        files[f"gradescope/{name}.json"] = results_json(grade, manifest)
    if len(grades) == 1 and in_classroom50() and not grades[0].failed_to_grade:
        files["result.json"] = classroom50_json(grades[0], manifest)
    for name, text in files.items():
        # The name of a file on disk may hold what is no Unicode.
        write_atomically(out / name, text.encode(errors="replace").decode())
    report_to_github(grades, manifest, summary)
    _write_report(grades, manifest, out)
    return sorted(file for file in (out / "feedback").glob("*.md") if file.stem not in names)


def _write_report(grades: list[Grade], manifest: Manifest, out: Path) -> None:
    try:
        from coursekit.grading.report import write_report
    except ModuleNotFoundError as error:
        if error.name not in ("jinja2", "markupsafe"):
            raise
        print("No report.html: it needs pip install -e '.[grade]'.", file=sys.stderr)
    else:
        write_report(grades, manifest, out)
