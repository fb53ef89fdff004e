"""Where the learner stands: kept in `progress.json`, derived from results alone.

The file lies beside `course.toml`, so that it can be committed and carried to another machine.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.checks.results import CheckResult, Status, by_function, function_status
from coursekit.errors import CourseError
from coursekit.files import write_atomically
from coursekit.manifest import Function, Lesson, Manifest, load_manifest

FILE = "progress.json"


@dataclass(frozen=True)
class FunctionState:
    """What is known of one function: its last status, and whether its file or its checks have changed since."""

    function: Function
    status: Status
    outdated: bool


def save_progress(results: Iterable[CheckResult], folder: Path) -> None:
    """Add results to the progress file of the course in `folder`.

    A function's entry is replaced; the entries of functions that were not checked stay.
    A folder that can't be written to only means that nothing is remembered.
    """
    known = _read(folder)
    for (_, name), group in by_function(results).items():
        known[name] = {
            "status": function_status(group).value,
            "source": _fingerprint(folder, load_manifest().graded[name]),
            "checks": _of_checks(folder, load_manifest().graded[name]),
        }
    with contextlib.suppress(CourseError):
        write_atomically(folder / FILE, json.dumps(dict(sorted(known.items())), indent=1) + "\n")


def function_states(lesson: Lesson, folder: Path) -> list[FunctionState]:
    """Return what is known of a lesson's functions; what was never checked is not started."""
    known = _read(folder)
    states = []
    for function in lesson.graded:
        entry = known.get(function.name, {"status": "not started", "source": None})
        changed = entry["source"] not in (None, _fingerprint(folder, function)) or (
            # Without an entry of the checks, an older course wrote it.
            function.name in known and entry.get("checks") != _of_checks(folder, function)
        )
        states.append(FunctionState(function, Status(entry["status"]), changed))
    return states


def is_done(lesson: Lesson, folder: Path) -> bool:
    """Say whether all of a lesson's functions passed when they were last checked."""
    return all(state.status is Status.PASSED for state in function_states(lesson, folder))


def next_lesson(manifest: Manifest, folder: Path) -> Lesson | None:
    """Return the first lesson that is not done, or None when all are."""
    return next((lesson for lesson in manifest.lessons if not is_done(lesson, folder)), None)


def _read(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        content = json.loads((folder / FILE).read_text(encoding="utf-8"))
        statuses = {status.value for status in Status}
        return {
            name: entry
            for name, entry in content.items()
            if entry["status"] in statuses and "source" in entry
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        # No file, or one that was edited by hand: the next check run writes it anew.
        return {}


def _fingerprint(folder: Path, function: Function) -> str | None:
    try:
        source = (folder / function.file).read_bytes()
    except OSError:
        return None
    return hashlib.sha256(source.replace(b"\r\n", b"\n")).hexdigest()[:16]


def _of_checks(folder: Path, function: Function) -> str:
    """Return a hash of the checks of a function's lesson: a newer course may ask for more."""
    digest = hashlib.sha256()
    for path in sorted((folder / "tests" / f"lesson_{function.lesson_number}").glob("*.py")):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]
