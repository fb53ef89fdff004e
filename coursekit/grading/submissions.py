"""Reads submissions: folders and zips, one or a class of them. Takes ``mnist_course/*.py`` and nothing else.

Nothing is unpacked or run here; a submission is its files' names and bytes. What can't be read is a submission that
scores nothing, with the reason.
"""

import csv
import hashlib
import io
import itertools
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

Place = Path | zipfile.Path
"""A file or folder on disk or in a zip; both can be looked at in the same way."""

PACKAGE = "mnist_course"
MAX_FILE_BYTES = 64 * 2**10
"""The reference's longest module has 3 KB. Stored weights of the course's network need more than this."""
MAX_FILES = 40
MAX_ZIP_BYTES = 512 * 2**20
MAX_ENTRIES = 20_000
"""Files in a zip, or in a folder (with a virtual environment in it, say)."""
_MODULE = re.compile(r"[A-Za-z_]\w*\.py")
_ODD = re.compile(
    r"(conftest|sitecustomize|usercustomize)\.py|(pytest|tox)\.ini|setup\.cfg|.*\.(pth|so|pyd)"
)
"""What has no business beside a learner's functions; a student's own copy of the course has a pyproject.toml."""
_SKIPPED = {
    ".git",
    ".venv",
    "venv",
    "node_modules",
    "__pycache__",
    ".ipynb_checkpoints",
    "__MACOSX",
}
_DEPTH = 3
"""How many folders down ``mnist_course`` may lie: a zip of a repository holds it in a folder."""


@dataclass(frozen=True)
class Submission:
    """What one student handed in.

    Attributes
    ----------
    name
        From the folder's or the file's name.
    files
        The allowed files: "load_data.py" -> its bytes.
    problem
        Why nothing can be graded; empty when something can.
    notes
        What was left out, or looks odd.
    student
        The roster's row: id, sis_id, login, section, name …, as far as it has them.
    """

    name: str
    files: dict[str, bytes] = field(default_factory=dict)
    problem: str = ""
    notes: tuple[str, ...] = ()
    student: dict[str, str] = field(default_factory=dict)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the files, in hexadecimal digits: the same for the same work under another name."""
        digest = hashlib.sha256(self.problem.encode())
        for name, content in sorted(self.files.items()):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()


def read_submissions(paths: list[Path]) -> list[Submission]:
    """Read every submission that lies at or in the given paths, sorted by name.

    A path is a submission (it holds ``mnist_course``), or a class: a folder or a zip of submissions.

    Raises
    ------
    FileNotFoundError
        When there is nothing at a path.
    """
    found: list[Submission] = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(
                f"There is nothing at {path}. Give a folder or a zip with submissions."
            )
        found += _class_in(path)
    return sorted(_with_different_names(found), key=lambda submission: submission.name.casefold())


def with_roster(submissions: list[Submission], roster: Path) -> list[Submission]:
    """Give each submission its student's row, and each student without one a submission that scores nothing.

    The roster is a CSV file whose first row names its columns; `submission` (or else `login`, `id`, `name`) holds
    what the submission's name is or begins with.

    Raises
    ------
    ValueError
        When the file has none of these columns.
    """
    with roster.open(newline="", encoding="utf-8-sig") as file:
        rows = [
            {k.strip().lower(): (v or "").strip() for k, v in row.items() if k}
            for row in csv.DictReader(file)
        ]
    keys = [key for key in ("submission", "login", "id", "name") if rows and key in rows[0]]
    if not keys:
        raise ValueError(f"{roster} needs a column `submission`, `login`, `id` or `name`.")
    matched: list[Submission] = []
    used: set[int] = set()
    for submission in submissions:
        places = [n for n, row in enumerate(rows) if _belongs(submission.name, row, keys)]
        place = places[0] if len(places) == 1 else None
        note = () if place is not None else ("No single row of the roster belongs to this name.",)
        used.update([place] if place is not None else [])
        row = rows[place] if place is not None else {}
        matched.append(_changed(submission, student=row, notes=(*submission.notes, *note)))
    for place, row in enumerate(rows):
        if place not in used:
            name = next(row[key] for key in keys if row[key])
            matched.append(Submission(name, problem="Nothing was handed in.", student=row))
    return matched


def _belongs(name: str, row: dict[str, str], keys: list[str]) -> bool:
    simple = re.sub(r"\W+", "", name).casefold()
    for key in keys:
        value = re.sub(r"\W+", "", row[key]).casefold()
        if value and (
            simple == value or re.match(rf"{re.escape(row[key])}(?![^\W_])", name, re.IGNORECASE)
        ):
            return True
    return False


def _changed(submission: Submission, **changes: object) -> Submission:
    return Submission(**{**vars(submission), **changes})


def _with_different_names(submissions: list[Submission]) -> Iterator[Submission]:
    """Give numbers to those of the same name: no one's grade may be taken for another's."""
    taken = {submission.name.casefold() for submission in submissions}
    seen: set[str] = set()
    for submission in submissions:
        if submission.name.casefold() in seen:
            numbered = (f"{submission.name} ({n})" for n in itertools.count(2))
            name = next(name for name in numbered if name.casefold() not in taken)
            taken.add(name.casefold())
            note = "There is more than one submission of this name."
            submission = _changed(submission, name=name, notes=(*submission.notes, note))
        seen.add(submission.name.casefold())
        yield submission


def _class_in(path: Path) -> Iterator[Submission]:
    """Yield the submission at a path, or all submissions directly in it."""
    place = _opened(path)
    if isinstance(place, str):
        yield Submission(path.stem, problem=place)
    elif len(_packages(place, 1 if path.is_dir() else _DEPTH)) == 1:
        yield _submission(path.stem if path.is_file() else path.resolve().name, place)
    else:
        for child in sorted(place.iterdir(), key=lambda child: child.name):
            if child.name.startswith(".") or child.name in _SKIPPED:
                continue
            if child.is_dir() or child.name.endswith(".zip"):
                name = child.name.removesuffix(".zip")
                yield _submission(name, "It is a link." if _is_link(child) else _opened(child))


def _submission(name: str, place: Place | str) -> Submission:
    if isinstance(place, str):
        return Submission(name, problem=place)
    packages = _packages(place, _DEPTH)
    zips = [] if packages else [child for child in place.iterdir() if child.name.endswith(".zip")]
    if len(zips) == 1:
        # Learning platforms put each student's zip into a folder.
        place = _opened(zips[0])
        if isinstance(place, str):
            return Submission(name, problem=place)
        packages = _packages(place, _DEPTH)
    if len(packages) != 1:
        count = "no" if not packages else "more than one"
        return Submission(name, problem=f"There is {count} folder {PACKAGE} in it.")
    files: dict[str, bytes] = {}
    notes = [f"Not used: {other}." for other in _worth_a_note(place, packages[0])]
    if isinstance(place, zipfile.Path) and not place.at and place.root.strange_names:
        notes.append(
            f"Not used: {place.root.strange_names} files whose names lead elsewhere or are too long."
        )
    for child in sorted(packages[0].iterdir(), key=lambda child: child.name)[:MAX_ENTRIES]:
        if not _MODULE.fullmatch(child.name):
            continue
        if _is_link(child):
            notes.append(f"Not used: {child.name} is a link.")
        elif not child.is_file():
            notes.append(f"Not used: {child.name} is not a file.")
        elif len(files) == MAX_FILES:
            notes.append(f"Not used: {child.name}, because there are more than {MAX_FILES} files.")
        else:
            content = _read(child, MAX_FILE_BYTES)
            if content is None:
                notes.append(
                    f"Not used: {child.name} is longer than {MAX_FILE_BYTES // 1024} KB or unreadable."
                )
            else:
                files[child.name] = content
    problem = "" if files else f"Its folder {PACKAGE} holds no Python file."
    return Submission(name, files, problem, tuple(notes))


def _opened(path: Place) -> Place | str:
    """Return a folder or the inside of a zip; or, as text, why it can't be read."""
    if path.is_dir():
        return path
    content = _read(path, MAX_ZIP_BYTES)
    if content is None:
        return "The zip is too long or unreadable."
    # Before anything is made of its list of files; zips in a zip may count here too.
    if content.count(b"PK\x01\x02") > 10 * MAX_ENTRIES:
        return "The zip's list of files is too long."
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        archive.filename = path.name
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        return f"The zip is damaged: {error}."
    # Python's zipfile takes names apart in a time and memory that grow without end for names like these.
    entries = [entry for entry in archive.filelist if _is_plain(entry.filename)]
    archive.strange_names = len(archive.filelist) - len(entries)
    archive.filelist = entries
    names = archive.namelist()
    if len(names) > MAX_ENTRIES:
        return f"The zip holds more than {MAX_ENTRIES} files."
    if len(set(names)) < len(names):
        return "The zip holds two files of the same name."
    return zipfile.Path(archive)


def _is_plain(name: str) -> bool:
    parts = name.removesuffix("/").split("/")
    return len(name) <= 300 and len(parts) <= 30 and not {"", "..", "."} & set(parts)


def _packages(place: Place, depth: int) -> list[Place]:
    """Return the folders ``mnist_course`` that lie highest, at most so many folders down."""
    level = [place]
    for _ in range(depth):
        children = [
            child
            for folder in level
            for child in itertools.islice(folder.iterdir(), MAX_ENTRIES)
            if child.name not in _SKIPPED and not _is_link(child) and child.is_dir()
        ]
        found = [child for child in children if child.name == PACKAGE]
        if found:
            return found
        level = children[:MAX_ENTRIES]
    return []


def _worth_a_note(place: Place, package: Place) -> Iterator[str]:
    for folder in {
        str(place): place,
        str(package.parent): package.parent,
        str(package): package,
    }.values():
        for child in itertools.islice(folder.iterdir(), MAX_ENTRIES):
            if _ODD.fullmatch(child.name) or _is_link(child) and child.name == PACKAGE:
                yield child.name


def _is_link(place: Place) -> bool:
    if isinstance(place, Path):
        return place.is_symlink()
    try:
        return stat.S_ISLNK(place.root.getinfo(place.at).external_attr >> 16)
    except KeyError:
        return False  # A folder that only its files' names tell of.


def _read(place: Place, limit: int) -> bytes | None:
    """Return a file's bytes; None when there are more than `limit`, or when it can't be read."""
    try:
        with place.open("rb") as file:
            content = file.read(limit + 1)
    except (OSError, RuntimeError, zipfile.BadZipFile, zlib.error, NotImplementedError, KeyError):
        # RuntimeError: an encrypted zip.
        return None
    return content if len(content) <= limit else None
