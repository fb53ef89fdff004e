"""CSV: the grades as a table, and as Canvas reads them."""

import csv
import io
from collections.abc import Iterable

from coursekit.grading.grades import Grade, max_points
from coursekit.grading.neutral import cell
from coursekit.manifest import Manifest

_IDS = ("id", "sis_id", "login", "section")
"""What a roster may know of a student besides the name, in Canvas's order."""


def grades_csv(grades: list[Grade], manifest: Manifest) -> str:
    """Return a row for each student: name, ids of the roster, points of each lesson and in all, what is to be noted.

    Points are left empty where the grader could not do its work: that is no grade.
    """
    ids = [key for key in _IDS if any(key in grade.submission.student for grade in grades)]
    lessons = manifest.lessons
    head = ["student", "submission", *ids, *(lesson.key for lesson in lessons)]
    table = [[*head, "points", "max_points", "problem", "notes"]]
    for grade in grades:
        points = [*(grade.lesson_points(lesson) for lesson in lessons), grade.points]
        row = [
            grade.name,
            grade.submission.name,
            *(grade.submission.student.get(key, "") for key in ids),
            *("" if grade.failed_to_grade else number for number in points),
            max_points(manifest),
            grade.problem,
            " ".join(grade.notes),
        ]
        table.append([cell(value) for value in row])
    return _csv(table)


def canvas_csv(grades: list[Grade], manifest: Manifest, assignment: str) -> str:
    """Return a file for Canvas's gradebook: ``lib/gradebook_importer.rb`` of canvas-lms says how it is read.

    Parameters
    ----------
    assignment
        As Canvas knows it: "Digits (12345)" or "Digits"; a title that it does not know becomes a new assignment.
    """
    table = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", assignment],
        ["    Points Possible", "", "", "", "", f"{max_points(manifest):.2f}"],
    ]
    for grade in grades:
        ids = (grade.submission.student.get(key, "") for key in _IDS)
        points = "" if grade.failed_to_grade else f"{grade.points:.2f}"
        table.append([cell(value) for value in (grade.name, *ids, points)])
    return _csv(table)


def _csv(table: Iterable[list]) -> str:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n").writerows(table)
    return text.getvalue()
