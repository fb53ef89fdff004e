"""Gradescope: a submission's results.json. What it says, students see; so there is no seed in it.

The format: https://gradescope-autograders.readthedocs.io/en/latest/specs/.
"""

import json

from coursekit.grading.formats.function_scores import function_scores
from coursekit.grading.plain_text import plain
from coursekit.grading.score import Grade, max_points
from coursekit.manifest import Manifest


def results_json(grade: Grade, manifest: Manifest) -> str:
    """Return results.json, with a test for each function. Notes for the instructor are in `extra_data`."""
    outcome = grade.outcome
    content = {
        "score": grade.points,
        "execution_time": outcome.seconds if outcome else 0,
        "output": plain(grade.problem) or f"{grade.points:g} of {max_points(manifest):g} points",
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
