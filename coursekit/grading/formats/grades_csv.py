"""The grades as a table: a row for each student."""

from coursekit.grading.formats.csv_text import IDS, csv_text
from coursekit.grading.formats.escape import cell
from coursekit.grading.score import Grade, max_points
from coursekit.manifest import Manifest


def grades_csv(grades: list[Grade], manifest: Manifest) -> str:
    """Return a row for each student: name, ids of the roster, points of each lesson and in all, what is to be noted.

    Points are left empty where the grader could not do its work: that is no grade.
    """
    ids = [key for key in IDS if any(key in grade.submission.student for grade in grades)]
    lessons = manifest.lessons
    head = ["student", "submission", *ids, *(lesson.key for lesson in lessons)]
    table: list[list[object]] = [[*head, "points", "max_points", "problem", "notes"]]
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
    return csv_text(table)
