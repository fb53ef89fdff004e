"""Joins submissions with a roster: a CSV file of the class, as a spreadsheet or a gradebook writes it."""

import csv
import re
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import replace
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.grading.intake.submission import Submission
from coursekit.grading.problems import GradingCode, GradingProblem

_ALSO_CALLED = {
    "student": "name",
    "full name": "name",
    "identifier": "id",
    "sis user id": "sis_id",
    "sis login id": "login",
}
"""What Canvas and Moodle call our columns in the gradebooks that they export."""
_KEYS = ("submission", "id", "login", "name")


def with_roster(submissions: list[Submission], roster: Path) -> list[Submission]:
    """Give each submission its student's row, and each student without one a submission that scores nothing.

    The roster's first row names its columns; `submission`, `id`, `login` and `name` say whose a submission is, in this
    order. Who handed in twice has the points of the first submission that can be graded.

    Raises
    ------
    CourseError
        When the file is no table, or has none of these columns.
    """
    rows = _read(roster)
    matched: list[Submission] = []
    owners: dict[int, Submission] = {}
    for submission in sorted(submissions, key=lambda one: bool(one.problem)):
        place = _place(submission.name, rows)
        if place is None:
            notes = [GradingProblem(GradingCode.UNKNOWN_STUDENT)]
        elif place in owners:
            notes = [GradingProblem(GradingCode.SAME_STUDENT, {"other": owners[place].name})]
        else:
            notes, owners[place] = [], submission
        row = {} if notes or place is None else rows[place]
        matched.append(replace(submission, student=row, notes=(*submission.notes, *notes)))
    order = {submission.name: n for n, submission in enumerate(submissions)}
    matched.sort(key=lambda one: order[one.name])
    for place, row in enumerate(rows):
        if place not in owners:
            name = next(row[key] for key in _KEYS if row.get(key))
            problem = GradingProblem(GradingCode.NOTHING_HANDED_IN)
            matched.append(Submission(name, problem=problem, student=row))
    return matched


def _read(roster: Path) -> list[dict[str, str]]:
    if not roster.is_file():
        raise CourseError(f"--roster: there is no file {roster}.")
    content = roster.read_bytes()
    try:
        # Excel writes UTF-16 with a mark at its beginning, or what Windows took for text before UTF-8.
        text = content.decode(
            "utf-16" if content[:2] in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8-sig"
        )
    except UnicodeError:
        text = content.decode("cp1252", "replace")
    text = _nfc(text)
    first = text.partition("\n")[0]
    table = csv.reader(text.splitlines(), delimiter=max(",;\t", key=first.count))
    header = [name.strip().lower() for name in next(table, [])]
    header = [_ALSO_CALLED.get(name, name) for name in header]
    keys = [key for key in _KEYS if key in header]
    if not keys:
        columns = ", ".join(filter(None, header)) or "none"
        raise CourseError(
            f"{roster} needs a column `submission`, `login`, `id` or `name`. Its columns are: {columns}."
        )
    rows = [dict(zip(header, map(str.strip, line), strict=False)) for line in table]
    # The second line of Canvas's gradebook says what can be earned.
    rows = [row for row in rows if row.get("name", "").casefold() != "points possible"]
    for row in rows:
        row["id"] = re.sub(r"(?i)^participant ", "", row.get("id", ""))
    return [row for row in rows if any(row.get(key) for key in keys)]


def _place(name: str, rows: list[dict[str, str]]) -> int | None:
    """Return the place of the one row that fits a submission's name best; None when there is none."""
    fits = [_fit(name, row) for row in rows]
    best = max(fits, default=(0, 0))
    return fits.index(best) if best > (0, 0) and fits.count(best) == 1 else None


def _fit(name: str, row: dict[str, str]) -> tuple[int, int]:
    """Return how well a row fits: (0, 0) for not at all.

    Moodle's names are NAME_NUMBER_assignsubmission_file_, Canvas's KEY_NUMBER_FILE_name or KEY_LATE_NUMBER_FILE_name. The
    number alone says little: the roster's `id` may come from elsewhere.
    """
    whole, parts = _simple(name), [_simple(part) for part in name.split("_")]
    last, _, first = row.get("name", "").partition(",")
    number, given = _simple(row["id"]), row.get("submission", "")
    names = {_simple(text) for text in (row.get("login", ""), row.get("name", ""), first + last)}
    has_number = number != "" and number in parts[1:3]
    has_name = parts[0] != "" and parts[0] in names
    ranks = [
        given != "" and _simple(given) == whole,
        has_name and has_number,
        whole != "" and whole in {*names, number},
        has_name,
        has_number,
    ]
    if any(ranks):
        return len(ranks) + 1 - ranks.index(True), 0
    begins = [text for text in (given, row.get("name", ""), f"{first} {last}".strip()) if text]
    begins = [t for t in begins if re.match(rf"{re.escape(t)}(?![^\W_])", _nfc(name), re.I)]
    return (1, max(map(len, begins))) if begins else (0, 0)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _simple(text: str) -> str:
    return re.sub(r"[\W_]+", "", _nfc(text)).casefold()
