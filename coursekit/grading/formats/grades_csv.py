"""The grades as a table: a row for each student."""

from coursekit.grading.formats.csv_text import IDS, csv_text
from coursekit.grading.formats.escape import cell
from coursekit.grading.formats.rules_told import late, overridden, when
from coursekit.grading.score import Grade, max_points
from coursekit.manifest import Manifest


def grades_csv(grades: list[Grade], manifest: Manifest) -> str:
    """Return a row for each student: name, ids of the roster, points of each lesson and in all, what is to be noted.

    Points are left empty where there is no grade; `state` says why. How late each lesson is, what that takes off, what was
    overridden, and all that was handed in have columns of their own.
    """
    ids = [key for key in IDS if any(key in grade.submission.student for grade in grades)]
    lessons = manifest.lessons
    head = ["student", "state", "submission", *ids, *(lesson.key for lesson in lessons)]
    how = ["handed_in", "late", "taken_off", "overrides", "files"]
    table: list[list[object]] = [[*head, "points", "max_points", *how, "problem", "notes"]]
    for grade in grades:
        points = [*(grade.lesson_points(lesson) for lesson in lessons), grade.points]
        row = [
            grade.name,
            grade.state.value,
            grade.submission.name,
            *(grade.submission.student.get(key, "") for key in ids),
            *("" if number is None else number for number in points),
            max_points(manifest),
            when(grade.submission.handed_in),
            "; ".join(late(grade)),
            "" if grade.points is None else grade.taken_off,
            "; ".join(overridden(grade)),
            "; ".join(grade.submission.handed),
            grade.problem,
            " ".join(grade.notes),
        ]
        table.append([cell(value) for value in row])
    return csv_text(table)
