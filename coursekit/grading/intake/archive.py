"""Folders, zips and tars, looked at in the same way, one level at a time.

Nothing is unpacked. No link is followed, and no device, pipe or socket is opened: only what was handed in is read.
"""

import io
import os
import stat
import zipfile
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Union

from coursekit.grading.intake import tar
from coursekit.grading.intake.sizes import MAX_INNER_ZIP_BYTES, MAX_LIST_BYTES, MAX_TAR_BYTES
from coursekit.grading.intake.tar import is_tar
from coursekit.grading.problems import GradingCode, GradingProblem

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

_PIECE = 2**20
"""Bytes that are read at a time."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Of packing a file. With others, a few bytes can fill the memory before their length is known. What people use to make a
zip uses these."""


_SAYS_UTF_8 = 0x800
"""The bit of a file's flags in a zip."""


class Unreadable(Exception):
    """What was handed in can't be read, and why."""

    def __init__(self, code: GradingCode, **fields: object) -> None:
        super().__init__(code.value)
        self.problem = GradingProblem(code, fields)


@dataclass(frozen=True)
class InZip:
    """A file or folder in a zip, by where it lies: plain data, which another process can look at too.

    Attributes
    ----------
    source
        Where the zip lies.
    at
        The name in the zip: "" for all of it; a folder's ends with a /.
    """

    source: "Place"
    at: str

    @property
    def name(self) -> str:
        """Its own name; for all of a zip, the zip's."""
        return self.at.removesuffix("/").rpartition("/")[2] or self.source.name

    @property
    def parent(self) -> "InZip":
        """The folder that it lies in."""
        folder, slash, _ = self.at.removesuffix("/").rpartition("/")
        return InZip(self.source, folder + slash)

    def is_dir(self) -> bool:
        """Whether it is a folder."""
        return not self.at or self.at.endswith("/")

    def is_file(self) -> bool:
        """Whether it is a file, and neither a link nor a device."""
        info = _archive(self.source).info(self.at)
        mode = info.external_attr >> 16 if info else 0
        # Programs that know no modes write 0.
        return info is not None and (stat.S_ISREG(mode) or not stat.S_IFMT(mode))

    def is_symlink(self) -> bool:
        """Whether it is a link."""
        info = _archive(self.source).info(self.at)
        return info is not None and stat.S_ISLNK(info.external_attr >> 16)


Place = Union[Path, InZip]  # noqa: UP007 - Python 3.10 reads no name of a class that comes later in X | Y
"""A file or folder on disk or in a zip; both can be looked at in the same way."""


def opened(place: Place) -> Place | GradingProblem:
    """Return a folder or the inside of a zip; or why it can't be read."""
    if is_link(place):
        return GradingProblem(GradingCode.LINK)
    if place.is_dir():
        return place
    if not place.is_file():
        return GradingProblem(GradingCode.NO_FILE_OR_FOLDER)
    try:
        _archive(place)
    except Unreadable as error:
        return error.problem
    return InZip(place, "")


def children_of(place: Place) -> list[Place]:
    """Return what lies in a folder, on disk or in a zip, by name.

    Raises
    ------
    Unreadable
        When the system does not let it be listed, or two in a zip have one name, so that either could count.
    """
    children: list[Place]
    if isinstance(place, InZip):
        children = [*_archive(place.source).in_folder(place.source, place.at)]
        children.sort(key=lambda child: child.name)
        if any(one.name == other.name for one, other in pairwise(children)):
            raise Unreadable(GradingCode.ZIP_NAMES_TWICE)
        return children
    if is_link(place):
        return []
    try:
        children = [*place.iterdir()]
    except OSError as error:
        fields = {"file": place.name, "said": error.strerror or str(error)}
        raise Unreadable(GradingCode.FOLDER_UNREADABLE, **fields) from error
    return sorted(children, key=lambda child: child.name)


def child_of(place: Place, *names: str) -> Place | None:
    """Return what lies in a folder under a name, or, with more names, in folders of these; None when there is nothing."""
    found: Place | None = place
    for name in names:
        if found is None or is_link(found) or not found.is_dir():
            return None
        found = next((child for child in children_of(found) if child.name == name), None)
    return found


def written_at(place: Place) -> float:
    """Return when a file was written last, for comparing it with its neighbours; 0 where that is not known."""
    if isinstance(place, Path):
        try:
            return place.lstat().st_mtime
        except OSError:
            return 0.0
    info = _archive(place.source).info(place.at)
    year, month, day, hour, minute, second = info.date_time if info else (0,) * 6
    return float(((((year * 12 + month) * 31 + day) * 24 + hour) * 60 + minute) * 60 + second)


def strange_names_in(place: Place) -> int:
    """Return how many files of a zip were left out because of their names; 0 for a folder."""
    return 0 if isinstance(place, Path) or place.at else _archive(place.source).strange_names


def is_link(place: Place) -> bool:
    """Whether it is a link, on disk or in a zip. A junction is Windows's; Python knows it from 3.12 on."""
    return place.is_symlink() or bool(getattr(place, "is_junction", bool)())


def has_other_names(place: Place) -> bool:
    """Whether a file has another name somewhere on the disk: a hard link, to whosever file."""
    return isinstance(place, Path) and place.lstat().st_nlink > 1


def is_zip(place: Place) -> bool:
    """Whether its name ends as an archive's does that can be looked into: a zip, or a tar."""
    return place.name.lower().endswith(".zip") or is_tar(place.name)


def read_bytes(place: Place, limit: int) -> bytes | None:
    """Return a file's bytes; None when there are more than `limit`, or when it can't be read or is no file."""
    try:
        with _reader(place) as file:
            pieces, left = [], limit + 1
            while left and (piece := file.read(min(_PIECE, left))):
                pieces.append(piece)
                left -= len(piece)
    except Exception:  # noqa: BLE001 - zipfile has no one error for what is damaged
        return None
    return b"".join(pieces) if left else None


class _Archive:
    """A zip's list of files, sorted: a folder's part of it is found without going through the rest.

    Attributes
    ----------
    strange_names
        How many files were left out: their names lead elsewhere, or are too long.
    """

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self.zip = zipped
        found = [(_plain_name(info), info) for info in zipped.filelist]
        self._infos = dict(pair for pair in found if pair[0])
        self._names = sorted(name for name, _ in found if name)
        self.strange_names = len(found) - len(self._names)

    def info(self, name: str) -> zipfile.ZipInfo | None:
        return self._infos.get(name)

    def in_folder(self, source: Place, folder: str) -> Iterator[InZip]:
        at = bisect_left(self._names, folder)
        while at < len(self._names) and self._names[at].startswith(folder):
            name, slash, _ = self._names[at][len(folder) :].partition("/")
            if name:
                yield InZip(source, folder + name + slash)
            # "0" comes after "/": all that lies in that folder is passed over.
            at = bisect_left(self._names, f"{folder}{name}0", at) if slash and name else at + 1


class _InPieces(io.BufferedReader):
    """A file of which no more can be read at one go than a zip's list of files may have: zipfile reads that so."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size > MAX_LIST_BYTES:
            raise Unreadable(GradingCode.ZIP_LIST_TOO_LONG)
        return super().read(size)

    def __del__(self) -> None:
        """Close the file of an archive that is forgotten (see `_archive`): Python would warn of it at some later time."""
        self.close()


@lru_cache(maxsize=3)
def _archive(place: Place) -> _Archive:
    """Return what a zip holds. A zip in a zip in a zip is the most that is looked into.

    Raises
    ------
    Unreadable
        When it is too long, damaged, or closed by a password.
    """
    file: BinaryIO | None
    if is_tar(place.name):
        packed = read_bytes(place, MAX_TAR_BYTES)
        file = None if packed is None else _from_tar(packed)
    elif isinstance(place, Path):
        file = _opened_file(place)
    else:
        content = read_bytes(place, MAX_INNER_ZIP_BYTES)
        file = None if content is None else io.BytesIO(content)
    if file is None:
        raise Unreadable(GradingCode.ZIP_UNREADABLE)
    try:
        archive = _Archive(zipfile.ZipFile(_InPieces(file)))  # type: ignore[arg-type]
    except Unreadable:
        raise
    except Exception as error:  # zipfile has no one error for what is damaged
        raise Unreadable(GradingCode.ZIP_DAMAGED, said=str(error)[:200]) from error
    if any(info.flag_bits & 1 for info in archive.zip.filelist):
        raise Unreadable(GradingCode.ZIP_HAS_PASSWORD)
    return archive


def _from_tar(content: bytes) -> BinaryIO:
    try:
        return tar.zip_from(content, SKIPPED)
    except tar.TooLong:
        raise Unreadable(GradingCode.ZIP_UNREADABLE) from None
    except Exception as error:
        raise Unreadable(GradingCode.TAR_DAMAGED, said=str(error)[:200]) from error


def _opened_file(path: Path) -> BinaryIO | None:
    """Open a file, and nothing else, also when it became something else a moment ago; None when that can't be done."""
    names = ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        number = os.open(path, sum(getattr(os, name, 0) for name in names))
    except OSError:
        return None
    file = os.fdopen(number, "rb", buffering=0)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        file.close()
        return None
    return file


def _reader(place: Place) -> BinaryIO:
    if isinstance(place, Path):
        file = _opened_file(place)
        if file is None:
            raise OSError
        return file
    archive = _archive(place.source)
    info = archive.info(place.at)
    if info is None or not place.is_file() or info.compress_type not in _METHODS:
        raise OSError
    return archive.zip.open(info)  # type: ignore[return-value]


def _decoded_name(info: zipfile.ZipInfo) -> str:
    """Return a name as it was meant: Ruby's zips, such as Canvas's, and macOS's hold UTF-8 and do not say so."""
    if info.flag_bits & _SAYS_UTF_8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _plain_name(info: zipfile.ZipInfo) -> str:
    """Return a file's name in a zip; "" for one that leads elsewhere, or is too long."""
    # Old programs for Windows write a \, and some programs begin every name with ./.
    name = _decoded_name(info).replace("\\", "/").removeprefix("./")
    parts = name.removesuffix("/").split("/")
    strange = len(name) > 300 or len(parts) > 30 or "\0" in info.orig_filename
    return "" if strange or {"", "..", "."} & set(parts) else name
