"""GitHub: the job's summary, annotations in the code, and the results that its classrooms read.

Classroom 50's contract is on the page "Advanced Autograding" of its wiki; the older one is that of the actions
`classroom-resources/autograding-…`, whose reporter adds up the tests' scores.
"""

import base64
import json
import os
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

from coursekit.checks.results import Status
from coursekit.grading.grades import Grade
from coursekit.grading.neutral import plain
from coursekit.grading.rows import Row, rows
from coursekit.manifest import Manifest


def report_to_github(grades: list[Grade], manifest: Manifest, summary: str) -> None:
    """Tell GitHub Actions, where this runs in it.

    For one submission, as in a student's repository, also annotations and the output `result`.
    """
    _append("GITHUB_STEP_SUMMARY", summary)
    if len(grades) == 1:
        encoded = base64.b64encode(json.dumps(classroom_result(grades[0], manifest)).encode())
        _append("GITHUB_OUTPUT", f"result={encoded.decode()}\n")
        if os.environ.get("GITHUB_ACTIONS") == "true":
            for line in annotations(grades[0], manifest):
                print(line, flush=True)


def annotations(grade: Grade, manifest: Manifest) -> Iterator[str]:
    """Yield a command for each function that did not pass: it shows the first mistake where it was made."""
    if grade.problem:
        yield f"::error::{_data(grade.problem)}"
    for row in rows(grade, manifest):
        first = next((result for result in row.results if not result.passed), None)
        if first is None or first.status is Status.WAITING:
            continue
        level = "warning" if first.status is Status.NOT_STARTED else "error"
        place = {"file": first.file, "line": str(first.line or ""), "title": row.entry.title}
        properties = ",".join(f"{key}={_property(text)}" for key, text in place.items() if text)
        yield f"::{level} {properties}::{_data(chr(10).join(row.entry.message))}"


def classroom_result(grade: Grade, manifest: Manifest) -> dict:
    """Return the result of the older classroom's graders, a test for each function.

    Points are whole there: those of a function are rounded down.
    """
    found = rows(grade, manifest)
    complete = all(row.passed for row in found)
    return {
        "version": 3,
        "status": "error" if grade.failed_to_grade else "pass" if complete else "fail",
        "max_score": sum(row.whole_max for row in found),
        "tests": [_classroom_test(place, row) for place, row in enumerate(found, 1)],
    }


def _classroom_test(place: int, row: Row) -> dict:
    line = next((result.line for result in row.results if not result.passed), 0)
    told = {"message": plain(row.text)} if not row.passed else {}
    return {
        "name": row.name,
        "status": "pass" if row.passed else "fail",
        **told,
        "test_code": "",
        "task_id": place,
        "filename": row.function.file,
        "line_no": line,
        "duration": round(sum(result.duration for result in row.results), 3),
        "score": row.whole_points,
    }


def classroom50_json(grade: Grade, manifest: Manifest) -> str:
    """Return Classroom 50's ``classroom50/result/v1``; its runner says in the environment what is graded.

    Points are whole there: those of a function are rounded down.
    """
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    of_runner = {field: os.environ.get(name, "") for field, name in _CLASSROOM50.items()}
    found = rows(grade, manifest)
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


def _append(variable: str, text: str) -> None:
    if file := os.environ.get(variable):
        with Path(file).open("a", encoding="utf-8", errors="replace") as stream:
            stream.write(text)


def _data(text: str) -> str:
    return plain(text).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


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
