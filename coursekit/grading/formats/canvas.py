"""Canvas: a file for its gradebook, and feedback for "Upload Submissions".

How they are read: ``lib/gradebook_importer.rb``, and `generate_comments_from_files` of an assignment, in canvas-lms.
"""

import re

from coursekit.grading.formats.csv_text import IDS, csv_text
from coursekit.grading.formats.escape import cell
from coursekit.grading.formats.feedback import feedback_md
from coursekit.grading.formats.graded_class import GradedClass, importable
from coursekit.grading.formats.platform_columns import CANVAS_COLUMN, assignment_column
from coursekit.grading.formats.zip_bytes import zip_bytes
from coursekit.grading.intake.roster import Roster
from coursekit.grading.score import Grade, max_points

_STUDENT_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_OWN_COLUMNS = (
    *("Student", "LastName", "FirstName", "ID", "SIS User ID", "SIS Login ID"),
    *("Integration ID", "Root Account", "Section"),
)
"""What may stand before the grades in a gradebook, in its order. The names of students are there in one or in two columns."""

_KINDS = "zip|py|txt|md"
"""Endings of files that feedback can be put into. In a zip it keeps its own name."""


def canvas_csv(graded: GradedClass) -> str:
    """Return a file for Canvas's gradebook, for the students of the roster alone.

    A title that Canvas does not know becomes a new assignment. An empty cell would delete a grade: where there is none to
    import, the gradebook's own cell stays, and so does an excuse.
    """
    header = graded.roster.header if graded.roster else []
    own = _is_canvas(graded.roster)
    column = assignment_column(header, CANVAS_COLUMN, graded.assignment) if own else None
    title = column or graded.assignment or graded.manifest.title
    columns = [name for name in _OWN_COLUMNS if name in (header if own else _STUDENT_COLUMNS)]
    points = ["    Points Possible", *[""] * (len(columns) - 1)]
    table: list[list[object]] = [
        [*columns, title],
        [*points, f"{max_points(graded.manifest):.2f}"],
    ]
    for grade in importable(graded):
        line = graded.line(grade) if own else {}
        kept = line.get(column or "", "").strip()
        earned = "" if grade.points is None else f"{grade.points:.2f}"
        shown = kept if kept.upper() == "EX" else earned or kept
        who = [line.get(name, "") for name in columns] if own else _known(grade)
        # The gradebook's own score stays as it is: -2 is no formula.
        table.append([*map(cell, who), shown])
    return csv_text(table)


def canvas_feedback_zip(graded: GradedClass) -> bytes | None:
    """Return a zip that "Upload Submissions" takes: feedback by the numbers of what was downloaded; None without any.

    Canvas shows each file as a comment, under the name of the student's own file: in place of a zip there is a zip with the
    feedback in it. Where somebody handed in nothing but a PDF, say, there is no name that it could have.
    """
    files: dict[str, bytes] = {}
    for grade in importable(graded):
        submission = grade.submission
        number = submission.student["id"] if _is_canvas(graded.roster) else ""
        if not number and submission.sender.platform == "canvas":
            number = submission.sender.number
        if not number:
            continue
        form = re.compile(
            rf"(?:.*?_)?{re.escape(number)}_(?P<file>\d+)_.+\.(?P<kind>{_KINDS})", re.I
        )
        found = [match for name in submission.handed if (match := form.fullmatch(name))]
        # A zip rather than anything else: feedback in it keeps its name. Of several, the newest.
        for match in sorted(found, key=lambda m: m["kind"].lower() == "zip")[-1:]:
            text = feedback_md(grade, graded.manifest).encode()
            # Canvas takes the first two numbers between _ for user and attachment, whatever else there is. A name may hold some.
            letters = "".join(filter(str.isalpha, grade.name))
            begin = number if number.startswith("anon_") else f"for_{letters}_{number}"
            is_zip = match["kind"].lower() == "zip"
            name = f"{begin}_{match['file']}_feedback.{match['kind']}"
            files[name] = zip_bytes({"feedback.md": text}) if is_zip else text
    return zip_bytes(files) if files else None


def _is_canvas(roster: Roster | None) -> bool:
    """Whether it is a gradebook of Canvas, with the names of students in one column or in two."""
    header = set(roster.header if roster else ())
    return "ID" in header and bool({"Student", "LastName"} & header)


def _known(grade: Grade) -> list[str]:
    """Return what is known of a student where the roster is not Canvas's: what stands in its own names goes first."""
    student, sender = grade.submission.student, grade.submission.sender
    ids = [student.get(key, "") for key in IDS]
    if not ids[0] and sender.platform == "canvas":
        ids[0] = sender.number
    return [grade.name, *ids]
