"""What each run of a class gave, kept in ``runs/``: small files that later runs are compared with."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from coursekit.checks.results import by_function
from coursekit.errors import CourseError
from coursekit.files import write_atomically
from coursekit.grading.intake.submission import Submission
from coursekit.grading.points import LessonPoints, check_points, shown
from coursekit.grading.score import Grade

Record = dict[str, Any]
"""A run as plain data: when, and the students by `student_key`."""


@dataclass(frozen=True)
class KeptRuns:
    """The runs of a folder, oldest first."""

    records: list[Record]

    @property
    def last(self) -> Record | None:
        """The newest run; None before the first."""
        return self.records[-1] if self.records else None

    def earlier_key(self, submission: Submission) -> str:
        """Return the key of what a student's work was graded under in the last run; empty where there is none."""
        student = self.last["students"].get(student_key(submission)) if self.last else None
        return str(student["task"]) if student else ""


def kept_runs(out: Path) -> KeptRuns:
    """Read the runs that are kept in a folder of grades."""
    return KeptRuns([read_run(path) for path in run_files(out)])


def run_files(out: Path) -> list[Path]:
    """Return the files of the runs that are kept in a folder of grades, oldest first."""
    # By the names without their ends: "-" stands before "." in the alphabet, and several runs may begin in one second.
    return sorted((out / "runs").glob("*.json"), key=lambda path: path.stem)


def read_run(path: Path) -> Record:
    """Read a run: its file, or the newest one in a folder of grades.

    Raises
    ------
    CourseError
        When there is none.
    """
    if path.is_dir():
        files = run_files(path)
        if not files:
            raise CourseError(f"{path} holds no runs.\n→ Give a folder that `course grade` wrote.")
        path = files[-1]
    try:
        record: Record = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(record["students"], dict):
            raise TypeError
    except (OSError, ValueError, KeyError, TypeError):
        raise CourseError(f"{path} is no run.\n→ Give a file of grades/runs/.") from None
    return record


def keep_run(out: Path, record: Record) -> Path:
    """Write a run into ``runs/``, and return its file."""
    name = record["when"].replace(":", "-")
    path, number = out / "runs" / f"{name}.json", 1
    while path.exists():
        number += 1
        path = out / "runs" / f"{name}-{number:03}.json"
    write_atomically(path, json.dumps(record, ensure_ascii=False) + "\n")
    return path


def record_of(grades: Iterable[Grade]) -> Record:
    """Return what a run gave, as plain data."""
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"when": now, "students": {student_key(g.submission): _student(g) for g in grades}}


def student_key(submission: Submission) -> str:
    """Return what a student is known by from run to run: the roster's id, or what comes next to it."""
    student = submission.student
    ids = (student.get(key, "") for key in ("id", "sis_id", "login", "name"))
    return next(filter(None, ids), "") or submission.attempt_of or submission.name


def _student(grade: Grade) -> Record:
    groups = {name: results for (_, name), results in by_function(grade.results).items()}
    checks, functions = {}, {}
    for lesson in grade.lessons:
        for own in lesson.functions:
            results, weights = (
                groups.get(own.function.name, []),
                grade.rules.weights_in(own.function),
            )
            worth = check_points(results, own.maximum, weights)
            for result in results:
                most, given = map(shown, worth[result.check])
                checks[result.id] = {"status": result.status.value, "worth": most, "points": given}
            why = own.override.reason if own.override else ""
            functions[own.function.name] = {"points": shown(own.points), "override": why}
    outcome = grade.outcome
    return {
        "name": grade.name,
        "task": outcome.key if outcome else "",
        "content": grade.submission.content_hash,
        "problem": grade.problem,
        "points": grade.points,
        "lessons": {one.lesson.number: _lesson(grade, one) for one in grade.lessons},
        "functions": functions,
        "checks": checks,
    }


def _lesson(grade: Grade, one: LessonPoints) -> Record:
    run = grade.outcome.lessons.get(one.lesson.number) if grade.outcome else None
    return {
        "points": shown(one.points) if grade.has_points else None,
        "handed_in": one.handed_in.isoformat() if one.handed_in else "",
        "days_late": one.days_late,
        "taken_off": shown(one.taken_off),
        "waived": one.waived.reason if one.waived and one.days_late else "",
        "fingerprint": run.fingerprint if run else "",
    }
