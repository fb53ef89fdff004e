"""GitHub Actions: the job's summary, annotations in the code, and the result that the older classroom's reporter reads.

That contract is the one of the actions `classroom-resources/autograding-…`, whose reporter adds up the tests' scores.
"""

import base64
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coursekit.checks.results import Status
from coursekit.grading.formats.function_scores import FunctionScore, function_scores
from coursekit.grading.plain_text import plain
from coursekit.grading.score import Grade
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
    for row in function_scores(grade, manifest):
        first = next((result for result in row.results if not result.passed), None)
        if first is None or first.status is Status.WAITING:
            continue
        level = "warning" if first.status is Status.NOT_STARTED else "error"
        place = {"file": first.file, "line": str(first.line or ""), "title": row.entry.title}
        properties = ",".join(f"{key}={_property(text)}" for key, text in place.items() if text)
        yield f"::{level} {properties}::{_data(chr(10).join(row.entry.message))}"


def classroom_result(grade: Grade, manifest: Manifest) -> dict[str, Any]:
    """Return the result of the older classroom's graders, a test for each function.

    Points are whole there: those of a function are rounded down.
    """
    found = function_scores(grade, manifest)
    complete = all(row.passed for row in found)
    return {
        "version": 3,
        "status": "error" if grade.failed_to_grade else "pass" if complete else "fail",
        "max_score": sum(row.whole_max for row in found),
        "tests": [_classroom_test(place, row) for place, row in enumerate(found, 1)],
    }


def _classroom_test(place: int, row: FunctionScore) -> dict[str, Any]:
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


def _append(variable: str, text: str) -> None:
    if file := os.environ.get(variable):
        with Path(file).open("a", encoding="utf-8", errors="replace") as stream:
            stream.write(text)


def _data(text: str) -> str:
    return plain(text).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
