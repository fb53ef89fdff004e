"""Folders and zips, looked at in the same way. Nothing is unpacked."""

import io
import itertools
import stat
import zipfile
import zlib
from pathlib import Path

from coursekit.grading.problems import GradingCode, GradingProblem

Place = Path | zipfile.Path
"""A file or folder on disk or in a zip; both can be looked at in the same way."""

MAX_ZIP_BYTES = 512 * 2**20

MAX_ENTRIES = 20_000
"""Files in a zip, or in a folder (with a virtual environment in it, say)."""

SKIPPED = {
    ".git",
    ".venv",
    "venv",
    "node_modules",
    "__pycache__",
    ".ipynb_checkpoints",
    "__MACOSX",
}
"""Folders in which nobody hands anything in."""


class _Zip(zipfile.ZipFile):
    """A zip that knows how many of its files have names that lead elsewhere, or are too long."""

    strange_names = 0


def opened(path: Place) -> Place | GradingProblem:
    """Return a folder or the inside of a zip; or why it can't be read."""
    if path.is_dir():
        return path
    content = read_bytes(path, MAX_ZIP_BYTES)
    if content is None:
        return GradingProblem(GradingCode.ZIP_UNREADABLE)
    # Before anything is made of its list of files; zips in a zip may count here too.
    if content.count(b"PK\x01\x02") > 10 * MAX_ENTRIES:
        return GradingProblem(GradingCode.ZIP_LIST_TOO_LONG)
    try:
        archive = _Zip(io.BytesIO(content))
        archive.filename = path.name
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        return GradingProblem(GradingCode.ZIP_DAMAGED, {"said": str(error)})
    for entry in archive.filelist:
        # Old programs for Windows.
        entry.filename = entry.filename.replace("\\", "/")
    archive.NameToInfo = {entry.filename: entry for entry in archive.filelist}
    if any(entry.flag_bits & 1 for entry in archive.filelist):
        return GradingProblem(GradingCode.ZIP_HAS_PASSWORD)
    # Python's zipfile takes names apart in a time and memory that grow without end for names like these.
    entries = [entry for entry in archive.filelist if _is_plain(entry.filename)]
    archive.strange_names = len(archive.filelist) - len(entries)
    # A virtual environment has tens of thousands.
    entries = [entry for entry in entries if SKIPPED.isdisjoint(entry.filename.split("/"))]
    archive.filelist = entries
    names = archive.namelist()
    if len(names) > MAX_ENTRIES:
        return GradingProblem(GradingCode.ZIP_TOO_MANY_FILES, {"most": MAX_ENTRIES})
    if len(set(names)) < len(names):
        return GradingProblem(GradingCode.ZIP_NAMES_TWICE)
    return zipfile.Path(archive)


def children_of(place: Place) -> list[Place]:
    """Return what lies in a folder, on disk or in a zip, by name: so many at most."""
    children: list[Place] = list(itertools.islice(place.iterdir(), MAX_ENTRIES))
    return sorted(children, key=lambda child: child.name)


def strange_names_in(place: Place) -> int:
    """Return how many files of a zip were left out because of their names; 0 for a folder."""
    if isinstance(place, zipfile.Path) and not place.at:
        # zipfile.Path makes an object of its own class out of the archive; what it knows stays with it.
        return int(getattr(place.root, "strange_names", 0))
    return 0


def is_link(place: Place) -> bool:
    """Whether it is a link, on disk or in a zip."""
    if isinstance(place, Path):
        return place.is_symlink()
    try:
        return stat.S_ISLNK(place.root.getinfo(place.at).external_attr >> 16)
    except KeyError:
        return False  # A folder that only its files' names tell of.


def is_zip(place: Place) -> bool:
    """Whether its name ends as a zip's does."""
    return place.name.lower().endswith(".zip")


def read_bytes(place: Place, limit: int) -> bytes | None:
    """Return a file's bytes; None when there are more than `limit`, or when it can't be read."""
    try:
        with place.open("rb") as file:
            content = file.read(limit + 1)
    except (OSError, RuntimeError, zipfile.BadZipFile, zlib.error, NotImplementedError, KeyError):
        # RuntimeError: an encrypted zip.
        return None
    return content if len(content) <= limit else None


def _is_plain(name: str) -> bool:
    parts = name.removesuffix("/").split("/")
    return len(name) <= 300 and len(parts) <= 30 and not {"", "..", "."} & set(parts)
