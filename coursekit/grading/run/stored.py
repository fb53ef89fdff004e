"""What a run keeps in its folder: its seed, and what was found so far, so that it can be killed and go on.

What another wrote there, or who has another key, is not believed: a seed that is known, or grades that were made up.
"""

import secrets
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from coursekit.files import write_atomically
from coursekit.fingerprint import course_fingerprint
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.grading.run.sealed import grading_key, read_sealed, unsealed, write_sealed
from coursekit.grading.run.task import Outcome, Task


def run_seed(out: Path, seed: int | None = None, keep: bool = True) -> int:
    """Return the run's seed: the given one, the one that `out` was begun with, or a new secret one; and keep it, if asked."""
    file = out / "run.json"
    if seed is None and (begun := read_sealed(file)):
        return int(begun["seed"])
    seed = secrets.randbits(48) if seed is None else seed
    if keep:
        write_sealed(file, {"seed": seed, "course": course_fingerprint()})
    return seed


def pseudonym_key(out: Path) -> bytes:
    """Return the key that pseudonyms are made with; it is drawn once, and stays in ``pseudonym.key``."""
    kept = kept_pseudonym_key(out)
    if kept is None:
        kept = secrets.token_hex(32).encode()
        write_atomically(out / "pseudonym.key", kept.decode() + "\n")
        (out / "pseudonym.key").chmod(0o600)
    return kept


def kept_pseudonym_key(out: Path) -> bytes | None:
    """Return the key that pseudonyms were made with; None when there were none."""
    file = out / "pseudonym.key"
    return file.read_bytes().strip() if file.exists() else None


def store(out: Path, key: str, content: dict[str, Any]) -> None:
    """Keep what running a task found, `Outcome.as_dict`, beside what is known of its other lessons."""
    new, old = Outcome.from_dict(content), read_outcome(out, key)
    if old:
        kept = [result for result in old.results if result.lesson not in new.lessons]
        results = sorted([*kept, *new.results], key=lambda result: result.lesson)
        new = replace(new, results=results, lessons={**old.lessons, **new.lessons})
    write_sealed(_file(out, key), new.as_dict())


def take_over(out: Path, task: Task, earlier: str) -> None:
    """Keep, for a task that was never run, what is known of a student's earlier work in lessons that have not changed.

    Of nobody else's: what one hands in may harm what is found of it, and of no other work.
    """
    if earlier in ("", task.key) or read_outcome(out, task.key):
        return
    known = read_outcome(out, earlier)
    if known is None or known.sandbox != task.sandbox:
        return
    if (part := known.part(task.fingerprints)).lessons:
        store(out, task.key, replace(part, key=task.key, problem=None).as_dict())


def to_run(out: Path, task: Task, earlier: str = "") -> Task | None:
    """Return the task for those lessons alone of which nothing is known; None when all is.

    `earlier` is the key of the student's earlier work, as for `take_over`.
    """
    known = read_outcome(out, task.key)
    if known is None and earlier and (before := read_outcome(out, earlier)):
        known = before if before.sandbox == task.sandbox else None
    done = known.part(task.fingerprints).lessons if known else {}
    left = {number: one for number, one in task.fingerprints.items() if number not in done}
    if not left:
        return None
    return replace(task, lessons=",".join(left), fingerprints=left) if done else task


def outcome_of(out: Path, task: Task) -> Outcome:
    """Return what is known of a task's lessons; with a problem where that is not all."""
    found = (read_outcome(out, task.key) or Outcome(task.key)).part(task.fingerprints)
    if len(found.lessons) == len(task.fingerprints):
        return replace(found, problem=None)
    return replace(found, problem=found.problem or GradingProblem(GradingCode.NOT_YET))


def is_stored(out: Path, task: Task) -> bool:
    """Whether anything is known of a task."""
    return read_outcome(out, task.key) is not None


def accept(task: Task, pending: Path, out: Path) -> bool:
    """Let what was found again count, and return whether there was something: a complete outcome."""
    found = read_outcome(pending, task.key)
    if found is None or outcome_of(pending, task).problem:
        return False
    write_sealed(_file(out, task.key), found.as_dict())
    forget([task], pending)
    return True


def forget(tasks: Iterable[Task], out: Path) -> None:
    """Remove results, so that these are graded again."""
    for task in tasks:
        _file(out, task.key).unlink(missing_ok=True)


def _file(out: Path, key: str) -> Path:
    return out / "results" / f"{key}.json"


def read_outcome(out: Path, key: str) -> Outcome | None:
    """Return what is kept under a key; None when nothing is, or another wrote it."""
    file = _file(out, key)
    try:
        return _outcome(file.name, file.read_text(encoding="utf-8"), grading_key())
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=1000)
def _outcome(name: str, text: str, key: bytes) -> Outcome | None:
    """Read a file's text once: before a run it is asked what is left to do, afterwards what was found."""
    content = unsealed(name, text)
    return Outcome.from_dict(content) if content else None
