"""Canvas: a file for its gradebook."""

from coursekit.grading.formats.csv_text import IDS, csv_text
from coursekit.grading.formats.escape import cell
from coursekit.grading.score import Grade, max_points
from coursekit.manifest import Manifest


def canvas_csv(grades: list[Grade], manifest: Manifest, assignment: str) -> str:
    """Return a file for Canvas's gradebook: ``lib/gradebook_importer.rb`` of canvas-lms says how it is read.

    Parameters
    ----------
    assignment
        As Canvas knows it: "Digits (12345)" or "Digits"; a title that it does not know becomes a new assignment.
    """
    table: list[list[object]] = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", assignment],
        ["    Points Possible", "", "", "", "", f"{max_points(manifest):.2f}"],
    ]
    for grade in grades:
        ids = (grade.submission.student.get(key, "") for key in IDS)
        points = "" if grade.failed_to_grade else f"{grade.points:.2f}"
        table.append([cell(value) for value in (grade.name, *ids, points)])
    return csv_text(table)
