"""What a run keeps in its folder: its seed, and what was found so far, so that it can be killed and go on."""

import json
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from coursekit.files import write_atomically
from coursekit.fingerprint import course_fingerprint
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.grading.run.task import Outcome, Task


def run_seed(out: Path, seed: int | None = None) -> int:
    """Return the run's seed: the given one, the one that `out` was begun with, or a new secret one; and keep it."""
    file = out / "run.json"
    if seed is None and file.exists():
        return int(json.loads(file.read_text(encoding="utf-8"))["seed"])
    seed = secrets.randbits(48) if seed is None else seed
    write_atomically(file, json.dumps({"seed": seed, "course": course_fingerprint()}, indent=1))
    return seed


def store(out: Path, key: str, content: dict[str, Any]) -> None:
    """Keep what running a task found: `Outcome.as_dict`."""
    write_atomically(_file(out, key), json.dumps(content, indent=1))


def stored(out: Path, key: str) -> Outcome | None:
    """Return a result that need not be found again: a grader's failure is worth another try."""
    outcome = _read(out, key)
    return outcome if outcome and not outcome.problem else None


def outcome_of(out: Path, task: Task) -> Outcome:
    """Return what running a task found, or that it was not run yet."""
    return _read(out, task.key) or Outcome(task.key, problem=GradingProblem(GradingCode.NOT_YET))


def forget(tasks: Iterable[Task], out: Path) -> None:
    """Remove results, so that these are graded again."""
    for task in tasks:
        _file(out, task.key).unlink(missing_ok=True)


def _file(out: Path, key: str) -> Path:
    return out / "results" / f"{key}.json"


def _read(out: Path, key: str) -> Outcome | None:
    try:
        return Outcome.from_dict(json.loads(_file(out, key).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None
