"""Blackboard: a file for "Upload Grades", as "Download Grades" writes it: tabs, quotes, UTF-16.

Blackboard finds a student by the user name and a column by the number behind the bar; it reads comments from the columns of its
own export for one assignment, with SMART_TEXT as their format.
"""

import csv
import io

from coursekit.grading.formats.escape import cell
from coursekit.grading.formats.feedback import in_short
from coursekit.grading.formats.graded_class import GradedClass, importable
from coursekit.grading.formats.platform_columns import BLACKBOARD_COLUMN, assignment_column
from coursekit.grading.plain_text import one_line
from coursekit.grading.problems import State

_WHO = ("Last Name", "First Name", "Username")
_COMMENTS = ("Grading Notes", "Notes Format", "Feedback to Learner", "Feedback Format")


def blackboard_xls(graded: GradedClass) -> bytes | None:
    """Return the file; None where the roster is not Blackboard's, or its column for this assignment is in doubt.

    A column without its number would become a new one, of text. A student without a grade keeps the cell that is there.
    """
    roster = graded.roster
    if roster is None or "Username" not in roster.header:
        return None
    column = assignment_column(roster.header, BLACKBOARD_COLUMN, graded.assignment)
    if column is None:
        return None
    text = io.StringIO()
    table = csv.writer(text, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow([*(name for name in _WHO if name in roster.header), column, *_COMMENTS])
    for grade in importable(graded):
        line = graded.line(grade)
        who = [
            one_line(line[name]) if name == "Username" else cell(line[name])
            for name in _WHO
            if name in roster.header
        ]
        points = line.get(column, "") if grade.points is None else f"{grade.points:.2f}"
        told = grade.state is not State.NOTHING_HANDED_IN
        comment = " ".join(in_short(grade, graded.manifest)) if told else ""
        # The user name, by which it finds the student, and its own score stay as they are, whatever they begin with.
        table.writerow([*who, points, "", "SMART_TEXT", cell(comment), "SMART_TEXT"])
    # With the mark at the beginning that its own files have.
    return text.getvalue().encode("utf-16")
