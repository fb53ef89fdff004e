"""The repositories of a class, as its roster names them: each is fetched at the commit that counts."""

import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.grading.class_rules import ClassRules, Late
from coursekit.grading.formats.escape import file_names, log_line
from coursekit.grading.intake.file_names import copy_of
from coursekit.grading.intake.roster import Roster, load_roster, nothing_from, row_of
from coursekit.grading.intake.submission import Sender

COLUMN = "repository"
"""The roster's column: OWNER/NAME, an address, or a folder."""

_SECONDS = 300
"""For one command of Git: nothing of a student's may hold up the class."""

_AT_A_TIME = 8
_NAMES = ("submission", "login", "name", "id", "sis_id", "email")


@dataclass(frozen=True)
class Fetched:
    """What became of one student's repository.

    Attributes
    ----------
    student
        What the folder is called.
    said
        Why nothing was fetched; empty when something was.
    failed
        Whether the repository could not be read. An empty one could.
    """

    student: str
    said: str = ""
    failed: bool = False


def fetch_class(rules: ClassRules, out: Path, host: str) -> list[Fetched]:
    """Fetch the repository of each student of the roster into a folder of its own, at the commit that counts.

    Parameters
    ----------
    rules
        Of the class: its roster, due dates and extensions.
    out
        The folder for them, which is new or empty.
    host
        What stands before OWNER/NAME: ``https://github.com``.

    Raises
    ------
    CourseError
        When the class has no roster, the roster has no such column or does not tell students apart, or the folder holds
        something.
    """
    if rules.roster is None:
        raise CourseError("class.toml names no roster.\n→ Write: roster = 'roster.csv'")
    roster = load_roster(rules.roster)
    if not any(row.get(COLUMN) for row in roster.rows):
        raise CourseError(
            f"{rules.roster} has no column `{COLUMN}`.\n"
            "→ Write one, with each student's OWNER/NAME on GitHub."
        )
    if out.is_dir() and any(out.iterdir()):
        raise CourseError(f"{out} is not empty.\n→ Delete it, or choose another folder: --out")
    places = [place for place, row in enumerate(roster.rows) if row.get(COLUMN)]
    names = _folder_names(roster, places)
    out.mkdir(parents=True, exist_ok=True)
    urls = [_url(roster.rows[place][COLUMN], host) for place in places]
    moments = [last_moment(rules, nothing_from(roster, place).called) for place in places]
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        return list(pool.map(_fetch, [out / name for name in names], urls, moments))


def _folder_names(roster: Roster, places: list[int]) -> list[str]:
    """Return a folder's name for each student, by which grading finds the row again.

    Raises
    ------
    CourseError
        When it would not: it takes folders whose names differ by a number for copies of one student's.
    """
    rows = [roster.rows[place] for place in places]
    names = file_names(next(row[key] for key in _NAMES if row.get(key)) for row in rows)
    known = {name.casefold() for name in names}
    for name, place in zip(names, places, strict=True):
        base, number = copy_of(name)
        if (number and base.casefold() in known) or row_of(Sender("", name), name, roster) != place:
            raise CourseError(
                f"{roster.path}: {name} could be taken for another student.\n"
                "→ Add a column `submission`, with a different name for each that is no other's with a number behind it."
            )
    return names


def last_moment(rules: ClassRules, called: set[str]) -> datetime | None:
    """Return until when a student's commits count; None where the newest counts, whenever it was made.

    This is the last of the student's deadlines. Where lateness costs points, it is as many days later as any are left.
    """
    times = [
        None if rules.waived(lesson, called) else rules.deadline(lesson, called)
        for lesson in rules.manifest.lessons
    ]
    known = [time for time in times if time]
    if len(known) < len(times):
        return None
    if rules.late == Late():
        return max(known)
    days = rules.late.at_most_days
    return None if days is None else max(known) + timedelta(days=days)


def _url(address: str, host: str) -> str:
    """Return what Git takes for an entry of the roster."""
    return (
        f"{host.rstrip('/')}/{address}"
        if re.fullmatch(r"[\w.-]+/[\w.-]+", address, re.ASCII)
        else address
    )


def _fetch(folder: Path, url: str, last: datetime | None) -> Fetched:
    """Clone a repository, and put the files of the newest commit by then into the folder."""
    until = [f"--min-age={int(last.timestamp())}"] if last else []
    # Of older commits, the dates alone. Of a branch, what was on it, not what was merged into it.
    few = ["--quiet", "--no-checkout", "--single-branch", "--no-tags", "--filter=blob:none"]
    newest = ["rev-list", "--max-count=1", "--first-parent", *until]
    try:
        _git("clone", *few, "--", url, str(folder))
        if not _git("-C", str(folder), "for-each-ref", "--count=1"):
            shutil.rmtree(folder, ignore_errors=True)
            return Fetched(folder.name, "The repository is empty.")
        commit = _git("-C", str(folder), *newest, "HEAD")
        if not commit:
            shutil.rmtree(folder, ignore_errors=True)
            return Fetched(folder.name, f"There is no commit until {last}.")
        _git("-C", str(folder), "checkout", "--quiet", "--detach", commit)
    except (subprocess.SubprocessError, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        said = getattr(error, "stderr", None) or str(error)
        return Fetched(folder.name, log_line(f"{url}: {said.strip().splitlines()[-1]}"), True)
    return Fetched(folder.name)


def _git(*command: str) -> str:
    # Nothing asks for a password, and nothing that a repository names is fetched from elsewhere.
    own = {"GIT_TERMINAL_PROMPT": "0", "GIT_LFS_SKIP_SMUDGE": "1", "LC_ALL": "C"}
    done = subprocess.run(
        ["git", "-c", "core.hooksPath=/dev/null", *command],
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        errors="replace",
        timeout=_SECONDS,
        check=True,
    )
    return done.stdout.strip()
