"""Gradescope: a submission's results.json. What it says, students see; so there is no seed in it.

The format: https://gradescope-autograders.readthedocs.io/en/latest/specs/.
"""

import json

from coursekit.grading.formats.feedback import points_told
from coursekit.grading.formats.function_scores import function_scores
from coursekit.grading.formats.rules_told import rules_told
from coursekit.grading.plain_text import plain
from coursekit.grading.score import Grade
from coursekit.manifest import Manifest


def results_json(grade: Grade, manifest: Manifest) -> str | None:
    """Return results.json, with a test for each function; None when the grader failed.

    Gradescope takes no result without points, and then says itself that there is none. Notes for the instructor are in
    `extra_data`.
    """
    if grade.failed_to_grade:
        return None
    outcome = grade.outcome
    content = {
        "score": grade.points or 0.0,
        "execution_time": outcome.seconds if outcome else 0,
        "output": plain(_said(grade, manifest)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {
            "notes": [plain(note) for note in grade.notes],
            "version": outcome.version if outcome else "",
            "course": outcome.course if outcome else "",
            "dataset": outcome.dataset if outcome else "",
            "sandbox": outcome.sandbox if outcome else "",
        },
        "tests": [
            {
                "score": row.points,
                "max_score": float(row.function.points),
                "status": "passed" if row.passed else "failed",
                "name": row.name,
                "number": row.number,
                "output": plain(row.text),
                "tags": [row.lesson.key],
            }
            for row in function_scores(grade, manifest)
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _said(grade: Grade, manifest: Manifest) -> str:
    if grade.problem:
        return _NO_GRADE + grade.problem
    told = [line for lesson in grade.lessons for line in rules_told(lesson, grade.rules)]
    return "\n".join([points_told(grade, manifest), *told])


_NO_GRADE = "Nothing was graded. Gradescope shows 0, because it knows no result without points.\n"
