"""Reads submissions: folders and zips, one or a class of them. Takes ``mnist_course/*.py`` and nothing else.

Nothing is unpacked or run here; a submission is its files' names and bytes. What can't be read is a submission that
scores nothing, with the reason.
"""

import hashlib
import io
import itertools
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.manifest import load_manifest

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
_NO_ZIPS = (".gz", ".tgz", ".tar", ".rar", ".7z", ".bz2", ".xz", ".py", ".ipynb")
"""Endings of what students hand in where a folder or a zip is asked for."""
_PACKAGE_NAMES = re.compile(rf"{PACKAGE}( ?\(\d+\)| \d+)?", re.IGNORECASE)
"""The folder as a browser names a second download of it."""
_ADVICE = f"→ Hand in the folder {PACKAGE}, as a zip."
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


def read_submissions(paths: list[Path], leave_out: Path | None = None) -> list[Submission]:
    """Read every submission that lies at or in the given paths, sorted by name.

    A path is a submission (it holds ``mnist_course``), or a class: a folder or a zip of submissions. `leave_out` is a
    folder that is none, though it may lie among them: the one for the grades.

    Raises
    ------
    CourseError
        When there is nothing at a path.
    """
    found: list[Submission] = []
    for path in paths:
        if not path.exists():
            raise CourseError(
                f"There is nothing at {path}. Give a folder or a zip with submissions."
            )
        found += _class_in(path, leave_out and leave_out.resolve())
    return sorted(_with_different_names(found), key=lambda submission: submission.name.casefold())


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
            submission = replace(submission, name=name, notes=(*submission.notes, note))
        seen.add(submission.name.casefold())
        yield submission


def _class_in(path: Path, leave_out: Path | None) -> Iterator[Submission]:
    """Yield the submission at a path, or all submissions in it."""
    place = _opened(path)
    if isinstance(place, str):
        yield Submission(path.stem, problem=place)
        return
    inner = _unwrapped(place)
    if path.is_dir():
        one = bool(_packages(place, 1)) or _has_modules(place)
    else:
        one = (
            _has_modules(inner)
            or len(_packages(place, _DEPTH)) == 1
            and (bool(_packages(inner, 1)) or sum(map(_looks_handed_in, _parts(inner))) < 2)
        )
    # A folder around a class, not that of a single student.
    if not one and not _packages(inner, 1) and len(_parts(inner)) > 1:
        place = inner
    name = path.stem if path.is_file() else path.resolve().name
    children = [] if one else list(_handed_in(place, leave_out))
    if one or not children and path.is_file():
        yield _submission(name, place)
    yield from children


def _handed_in(place: Place, leave_out: Path | None) -> Iterator[Submission]:
    for child in _parts(place):
        if isinstance(child, Path) and child.resolve() == leave_out:
            continue
        name = child.name if child.is_dir() else child.name.rpartition(".")[0]
        yield _submission(name, "It is a link." if _is_link(child) else _opened(child))
    for child in sorted(place.iterdir(), key=lambda child: child.name):
        if child.name.lower().endswith(_NO_ZIPS) and not child.name.startswith("."):
            kind = child.name.rpartition(".")[2]
            yield Submission(child.name, problem=f"It is a {kind} file, not a zip. {_ADVICE}")


def _parts(place: Place) -> list[Place]:
    """Return what can be a submission in a class: folders and zips."""
    return [
        child
        for child in sorted(place.iterdir(), key=lambda child: child.name)
        if not child.name.startswith(".")
        and child.name not in _SKIPPED
        and (child.is_dir() or _is_zip(child))
    ]


def _unwrapped(place: Place) -> Place:
    """Return the first folder that holds more than another folder alone, or the folder that is asked for."""
    for _ in range(_DEPTH):
        parts = [] if _packages(place, 1) else _parts(place)
        if len(parts) != 1 or not parts[0].is_dir() or _is_link(parts[0]):
            break
        place = parts[0]
    return place


def _looks_handed_in(place: Place) -> bool:
    if not place.is_dir() or _is_link(place):
        return _is_zip(place)
    return bool(_packages(place, _DEPTH - 1)) or any(map(_is_zip, place.iterdir()))


def _is_zip(place: Place) -> bool:
    return place.name.lower().endswith(".zip")


def _submission(name: str, place: Place | str) -> Submission:
    if isinstance(place, str):
        return Submission(name, problem=place)
    packages = _packages(place, _DEPTH)
    zips = [] if packages else [child for child in place.iterdir() if _is_zip(child)]
    if len(zips) == 1:
        # Learning platforms put each student's zip into a folder.
        place = _opened(zips[0])
        if isinstance(place, str):
            return Submission(name, problem=place)
        packages = _packages(place, _DEPTH)
    loose = _unwrapped(place)
    rescued = not packages and _has_modules(loose)
    packages = [loose] if rescued else packages
    if len(packages) != 1:
        count = "no" if not packages else "more than one"
        several = f" There are {len(zips)} zips." if len(zips) > 1 else ""
        problem = f"There is {count} folder {PACKAGE} in it.{several} {_ADVICE}"
        return Submission(name, problem=problem)
    files: dict[str, bytes] = {}
    notes = [f"Not used: {other}." for other in _worth_a_note(place, packages[0])]
    if rescued:
        notes.append(f"Its files were in no folder {PACKAGE}.")
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
    problem = "" if files else f"Its folder {PACKAGE} holds no Python file. {_ADVICE}"
    return Submission(name, files, problem, tuple(notes))


def _opened(path: Place) -> Place | str:
    """Return a folder or the inside of a zip; or, as text, why it can't be read."""
    if path.is_dir():
        return path
    content = _read(path, MAX_ZIP_BYTES)
    if content is None:
        return f"The zip is too long or unreadable. {_ADVICE}"
    # Before anything is made of its list of files; zips in a zip may count here too.
    if content.count(b"PK\x01\x02") > 10 * MAX_ENTRIES:
        return "The zip's list of files is too long."
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        archive.filename = path.name
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        return f"The zip is damaged: {error}. {_ADVICE}"
    for entry in archive.filelist:
        # Old programs for Windows.
        entry.filename = entry.filename.replace("\\", "/")
    archive.NameToInfo = {entry.filename: entry for entry in archive.filelist}
    if any(entry.flag_bits & 1 for entry in archive.filelist):
        return f"The zip has a password. {_ADVICE}"
    # Python's zipfile takes names apart in a time and memory that grow without end for names like these.
    entries = [entry for entry in archive.filelist if _is_plain(entry.filename)]
    archive.strange_names = len(archive.filelist) - len(entries)
    # A virtual environment has tens of thousands.
    entries = [entry for entry in entries if _SKIPPED.isdisjoint(entry.filename.split("/"))]
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
        found = [child for child in children if _PACKAGE_NAMES.fullmatch(child.name)]
        if found:
            return [child for child in found if child.name == PACKAGE] or found
        level = children[:MAX_ENTRIES]
    return []


def _has_modules(place: Place) -> bool:
    """Whether the course's modules lie in a folder themselves, without ``mnist_course`` around them."""
    return any((place / f"{lesson.slug}.py").is_file() for lesson in load_manifest().lessons)


def _worth_a_note(place: Place, package: Place) -> Iterator[str]:
    # What is above the place that was handed in is nobody's.
    folders = [place, package] if package == place else [place, package.parent, package]
    for folder in {str(folder): folder for folder in folders}.values():
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
