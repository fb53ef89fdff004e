"""A class under pseudonyms: for a second grader, or for research.

A pseudonym is made of a key and what the student is known by: with the same key, a student has the same one in each run. Who has
the key, or `pseudonyms.csv`, knows the students. What students wrote themselves may still name them.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from coursekit.grading.class_rules import ALL
from coursekit.grading.formats.csv_text import csv_text
from coursekit.grading.formats.escape import cell
from coursekit.grading.formats.graded_class import GradedClass
from coursekit.grading.formats.zip_bytes import zip_bytes
from coursekit.grading.intake.submission import Sender, Submission
from coursekit.grading.kept_runs import student_key
from coursekit.grading.problems import GradingProblem
from coursekit.grading.score import Grade


def pseudonym(key: bytes, submission: Submission) -> str:
    """Return what a student is called in place of the name."""
    known = student_key(submission).casefold().encode(errors="replace")
    return f"student-{hmac.new(key, known, hashlib.sha256).hexdigest()[:10]}"


def anonymous_class(graded: GradedClass, key: bytes) -> GradedClass:
    """Return the class with pseudonyms, without ids, notes or reasons; the points are the same. It is sorted by pseudonym."""
    grades = sorted((_anonymous(g, key) for g in graded.grades), key=lambda g: g.submission.name)
    return GradedClass(grades, graded.manifest, graded.seed)


def work_zip(graded: GradedClass) -> bytes:
    """Return what was graded, in a folder for each pseudonym."""
    return zip_bytes(
        {
            f"{grade.submission.name}/mnist_course/{file}": content
            for grade in graded.grades
            for file, content in sorted(grade.submission.files.items())
        }
    )


def pseudonyms_csv(graded: GradedClass, key: bytes) -> str:
    """Return who is who: for the instructor."""
    table: list[list[object]] = [["pseudonym", "student", "submission"]]
    for grade in graded.grades:
        row = (pseudonym(key, grade.submission), grade.name, grade.submission.name)
        table.append([cell(value) for value in row])
    return csv_text(table)


def _anonymous(grade: Grade, key: bytes) -> Grade:
    own, called = pseudonym(key, grade.submission), grade.submission.called
    submission = replace(
        grade.submission,
        name=own,
        student={},
        notes=(),
        sender=Sender(),
        handed=(),
        row=None,
        problem=_without_files(grade.submission.problem),
        attempt_of="",
    )
    given = [
        times for student, times in grade.rules.extensions.items() if student.casefold() in called
    ]
    rules = replace(
        grade.rules,
        overrides=tuple(
            replace(one, student=own, reason="by the instructor")
            for one in grade.rules.overrides
            if one.is_of(called)
        ),
        extensions={own: _merged(given)} if given else {},
    )
    return replace(grade, submission=submission, rules=rules)


def _merged(extensions: list[Mapping[str, datetime]]) -> dict[str, datetime]:
    """Return one table that says the same as several for one student: the later time counts."""
    lessons = {lesson for times in extensions for lesson in times}
    found = {
        lesson: [times.get(lesson) or times.get(ALL) for times in extensions] for lesson in lessons
    }
    return {lesson: max(filter(None, times)) for lesson, times in found.items()}


def _without_files(problem: GradingProblem | None) -> GradingProblem | None:
    """Return a problem without the names of files: these often hold a student's."""
    if problem is None:
        return None
    return replace(problem, fields=dict.fromkeys(problem.fields, "…"), details="")
