"""Moodle: the grading worksheet, filled in, and feedback files in folders that Moodle knows.

How they are read: ``mod/assign/feedback/offline/importgradeslib.php`` and ``mod/assign/feedback/file/importziplib.php``.
"""

import html
import re

from coursekit.grading.formats.csv_text import csv_text
from coursekit.grading.formats.escape import cell
from coursekit.grading.formats.feedback import feedback_md, in_short
from coursekit.grading.formats.graded_class import GradedClass, importable
from coursekit.grading.formats.zip_bytes import zip_bytes
from coursekit.grading.problems import State

_COMMENTS = "Feedback comments"


def moodle_worksheet(graded: GradedClass) -> str | None:
    """Return the worksheet that was the roster with grades and comments in it; None where the roster is another file.

    Its other columns stay as they are: Moodle finds a student by "Identifier", and tells by "Last modified (grade)" whether
    somebody graded there meanwhile. A student without a grade keeps the cell that is there.
    """
    roster = graded.roster
    if roster is None or not {"Identifier", "Grade"} <= set(roster.header):
        return None
    table: list[list[object]] = [[*roster.header]]
    for grade in importable(graded):
        line = graded.line(grade)
        if grade.points is not None:
            line["Grade"] = f"{grade.points:.2f}"
        if _COMMENTS in line and grade.state is not State.NOTHING_HANDED_IN:
            # The column holds HTML.
            line[_COMMENTS] = "<br>".join(map(html.escape, in_short(grade, graded.manifest)))
        table.append([_cell(line.get(name, "")) for name in roster.header])
    return csv_text(table)


def _cell(value: str) -> object:
    """Return a value for Moodle, which takes a quote behind a backslash for no end of the cell, and then takes no file at all."""
    return re.sub(r'\\(?="|$)', r"\\ ", str(cell(value)))


def moodle_feedback_zip(graded: GradedClass) -> bytes | None:
    """Return a zip for "Upload multiple feedback files in a zip"; None where nobody's number in Moodle is known."""
    is_worksheet = graded.roster is not None and "Identifier" in graded.roster.header
    files = {}
    for grade in importable(graded):
        sender = grade.submission.sender
        number = sender.number if sender.platform == "moodle" else ""
        number = number or (grade.submission.student.get("id", "") if is_worksheet else "")
        if number and grade.state is not State.NOTHING_HANDED_IN:
            # Moodle cuts a folder's name at each _, and finds the number behind the first.
            name = re.sub(r'[_/\\:*?"<>|\s]+', " ", grade.name).strip() or "Participant"
            folder = f"{name}_{number}_assignsubmission_file_"
            files[f"{folder}/feedback.md"] = feedback_md(grade, graded.manifest).encode()
    return zip_bytes(files) if files else None
