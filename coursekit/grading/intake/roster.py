"""The class: a CSV file, as a spreadsheet or a gradebook writes it, and whose row a submission belongs to."""

import csv
import io
import re
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.grading.intake.file_names import copy_of
from coursekit.grading.intake.submission import Sender, Submission
from coursekit.grading.intake.times import has_zone, time_from
from coursekit.grading.plain_text import one_line
from coursekit.grading.problems import GradingCode, GradingProblem

_ALSO_CALLED = {
    "student": "name",
    "full name": "name",
    "firstname": "first name",
    "lastname": "last name",
    "identifier": "id",
    "sis user id": "sis_id",
    "student id": "sis_id",
    "sid": "sis_id",
    "id number": "sis_id",
    "sis login id": "login",
    "username": "login",
    "email": "email",
    "email address": "email",
    "last modified (submission)": "platform_time",
    "submission time": "platform_time",
}
"""What Canvas, Moodle, Blackboard and Gradescope call our columns in what they export."""

_KEYS = ("submission", "id", "login", "name", "sis_id", "email")
_LOGINS = ("login", "email", "sis_id", "id")


@dataclass(frozen=True)
class Roster:
    """A class.

    Attributes
    ----------
    path
        The file.
    header, lines
        The file's own columns, and its lines below, cell by cell: what an import file for the same platform keeps.
    rows
        The students, by our names of the columns: submission, id, sis_id, login, email, name, section ….
    places
        For each student the place in `lines`.
    times
        When each student handed in, where the file says so.
    """

    path: Path
    header: list[str]
    lines: list[list[str]]
    rows: list[dict[str, str]]
    places: list[int]
    times: list[datetime | None]

    def line(self, row: int) -> dict[str, str]:
        """Return a student's line by the file's own columns."""
        return dict(zip(self.header, self.lines[self.places[row]], strict=False))


def read_roster(roster: Path) -> list[dict[str, str]]:
    """Return the students of a roster, by our names of its columns."""
    return load_roster(roster).rows


def load_roster(path: Path) -> Roster:
    """Read a roster. Its first row names its columns.

    Raises
    ------
    CourseError
        When the file is no table, has none of our columns, or a time in it has no zone.
    """
    if not path.is_file():
        raise CourseError(f"There is no file {path}.\n→ Name the CSV with the class.")
    text = _text(path)
    first = text.partition("\n")[0]
    lines_of_text = io.StringIO(text, newline="")
    # Moodle's worksheet holds what students typed in, however long.
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    try:
        table = list(csv.reader(lines_of_text, delimiter=max(",;\t", key=first.count)))
    except csv.Error as error:
        raise CourseError(f"{path} is no table: {error}.\n→ Export it once more.") from error
    own = [name.strip() for name in table[0]] if table else []
    header = [_ALSO_CALLED.get(name.lower(), name.lower()) for name in own]
    if "name" not in header and {"first name", "last name"} <= set(header):
        header = [*header, "name"]
    keys = [key for key in _KEYS if key in header]
    if not keys:
        columns = ", ".join(filter(None, header)) or "none"
        raise CourseError(
            f"{path} needs a column `submission`, `login`, `id` or `name`. Its columns are: {columns}."
        )
    lines, rows, places, times = table[1:], [], [], []
    for place, line in enumerate(lines):
        row = _row(header, line)
        # The second line of Canvas's gradebook says what can be earned.
        if row.get("name", "").casefold() == "points possible" or not any(
            row.get(key) for key in keys
        ):
            continue
        rows.append(row)
        places.append(place)
        times.append(_time(row, f"{path}, line {place + 2}"))
    return Roster(path, own, lines, rows, places, times)


def _row(header: list[str], line: list[str]) -> dict[str, str]:
    # Canvas writes a name that begins with = as a formula that gives it.
    plain = (re.sub(r'^="(\s*=.*)"$', r"\1", one_line(cell)) for cell in line)
    row = dict(zip(header, plain, strict=False))
    row["id"] = re.sub(r"(?i)^participant ", "", row.get("id", ""))
    if "name" not in row:
        row["name"] = f"{row.get('first name', '')} {row.get('last name', '')}".strip()
    return row


def _text(path: Path) -> str:
    content = path.read_bytes()
    try:
        # Excel and Blackboard write UTF-16 with a mark at its beginning, or what Windows took for text before UTF-8.
        text = content.decode(
            "utf-16" if content[:2] in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8-sig"
        )
    except UnicodeError:
        text = content.decode("cp1252", "replace")
    return _nfc(text)


def _time(row: dict[str, str], place: str) -> datetime | None:
    own = row.get("handed_in", "")
    if not own:
        return time_from(row.get("platform_time", ""))
    time = time_from(own)
    if time is None or not has_zone(own):
        raise CourseError(
            f"{place}: {own} is no time with a zone.\n→ Write it as 2027-01-15T23:59:00+01:00."
        )
    return time


def nothing_from(roster: Roster, place: int) -> Submission:
    """Return the submission of a student of whom there is none."""
    row = roster.rows[place]
    name = next(row[key] for key in _KEYS if row.get(key))
    # Moodle's worksheet knows who handed in, whatever was downloaded.
    says = row.get("status", "").casefold().startswith("submitted")
    code = GradingCode.NOT_IN_DOWNLOAD if says else GradingCode.NOTHING_HANDED_IN
    return Submission(name, problem=GradingProblem(code), student=row, row=place)


def row_of(sender: Sender, name: str, roster: Roster) -> int | None:
    """Return the place of the one row that fits a sender, or the name of a folder, best; None when there is none."""
    fits = [_fit(sender, name, row) for row in roster.rows]
    best = max(fits, default=(0, 0))
    return fits.index(best) if best > (0, 0) and fits.count(best) == 1 else None


def _fit(sender: Sender, name: str, row: dict[str, str]) -> tuple[int, int]:
    """Return how well a row fits: (0, 0) for not at all.

    A number alone says little: the roster's `id` may come from elsewhere than the platform's number.
    """
    stem = name if sender.platform else sender.name
    # Also without what marks a copy: of "ann (2).zip", "ann.zip" may not be there.
    whole, bare = _simple(stem), _simple(stem if sender.platform else copy_of(stem)[0])
    last, _, first = row["name"].partition(",")
    number, given = _simple(row["id"]), row.get("submission", "")
    sortable = row.get("last name", "") + row.get("first name", "")
    names = {_simple(text) for text in (row.get("login", ""), row["name"], first + last, sortable)}
    names.discard("")
    logins = {row.get(key, "").casefold() for key in _LOGINS} - {""}
    known = [login for login in sender.logins if login.casefold() in logins]
    parts = stem.split("_")
    own_name = _simple(sender.name if sender.platform else parts[0])
    numbers = {_simple(part) for part in parts[1:3]} if not sender.platform else {sender.number}
    has_number = number != "" and number in numbers
    has_name = own_name != "" and own_name in names
    own = {*names, number, *map(_simple, logins)} - {""}
    ranks = [
        given != "" and _simple(given) in {whole, _simple(sender.label)},
        bool(known),
        has_name and has_number,
        # A name that is another's user name is not taken for it.
        whole != "" and whole in {*map(_simple, logins)},
        whole in own,
        bare in own,
        has_name,
        has_number,
    ]
    if any(ranks):
        return len(ranks) + 1 - ranks.index(True), max(map(len, known), default=0)
    begins = [text for text in (given, row.get("name", ""), f"{first} {last}".strip()) if text]
    begins = [t for t in begins if re.match(rf"{re.escape(t)}(?![^\W_])", _nfc(stem), re.I)]
    return (1, max(map(len, begins))) if begins else (0, 0)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _simple(text: str) -> str:
    """Return a text's letters, marks on letters and digits alone: in some scripts, vowels are marks.

    A number that stands apart stays apart: s1-2 is a copy of s1 and never s12, and "ann (2)" is not ann2.
    """
    kept = (c if unicodedata.category(c)[0] in "LMN" else " " for c in _nfc(text).casefold())
    return re.sub(r" +(?!\d)", "", " ".join("".join(kept).split()))
