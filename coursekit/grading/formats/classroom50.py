"""Classroom 50: its ``classroom50/result/v1``; the contract is on the page "Advanced Autograding" of its wiki."""

import json
import os
from datetime import datetime, timezone

from coursekit.grading.formats.function_scores import function_scores
from coursekit.grading.score import Grade
from coursekit.manifest import Manifest


def classroom50_json(grade: Grade, manifest: Manifest) -> str:
    """Return Classroom 50's ``classroom50/result/v1``; its runner says in the environment what is graded.

    Points are whole there: those of a function are rounded down.
    """
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    of_runner = {field: os.environ.get(name, "") for field, name in _CLASSROOM50.items()}
    found = function_scores(grade, manifest)
    content = {
        "schema": "classroom50/result/v1",
        **of_runner,
        "datetime": now,
        "graded_at": now,
        "score": sum(row.whole_points for row in found),
        "max-score": sum(row.whole_max for row in found),
        "tests": [
            {
                "test-name": row.name,
                "passed": row.passed,
                "score": row.whole_points,
                "max-score": row.whole_max,
            }
            for row in found
        ],
    }
    return json.dumps(content, indent=1)


def in_classroom50() -> bool:
    """Say whether Classroom 50's runner started this."""
    return "CLASSROOM" in os.environ and "SUBMISSION_TAG" in os.environ


_CLASSROOM50 = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "assignment_type": "ASSIGNMENT_TYPE",
    "owner": "OWNER",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
}
"""Fields of the result, and the variables that hold them."""
