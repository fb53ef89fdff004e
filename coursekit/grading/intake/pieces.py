"""What lies in a download: files, folders and archives, and whose each is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.grading.intake.archive import (
    Place,
    Unreadable,
    children_of,
    is_link,
    is_zip,
    opened,
    written_at,
)
from coursekit.grading.intake.file_names import copy_of, module_of
from coursekit.grading.intake.package import has_modules, packages_in, parts_of, unwrapped
from coursekit.grading.intake.platforms.gradescope import METADATA, named_by_gradescope
from coursekit.grading.intake.platforms.registry import named_by_platform
from coursekit.grading.intake.sizes import DEPTH
from coursekit.grading.intake.submission import Named, Sender
from coursekit.grading.problems import GradingProblem

Order = tuple[float, ...]
"""Later pieces have a larger one: the time, the platform's number, the number as a copy, the file's own time."""

_WORK = (
    *(".zip", ".gz", ".tgz", ".tar", ".rar", ".7z", ".bz2", ".xz", ".tbz", ".tbz2", ".txz"),
    *(".py", ".ipynb"),
)
"""Endings of what students hand in."""

_JUNK = {METADATA, "thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Piece:
    """One file, folder or archive that somebody handed in.

    Attributes
    ----------
    named
        Whose it is, and all else that the platform says of it.
    place
        Where it lies.
    listed
        Its name there.
    in_class
        Whether it lies in a class, beside others.
    """

    named: Named
    place: Place
    listed: str
    in_class: bool = False

    @property
    def name(self) -> str:
        """Its name as the student gave it."""
        return self.named.given or self.listed

    @property
    def order(self) -> Order:
        """Later pieces of the same student have a larger one."""
        time = self.named.time.timestamp() if self.named.time else 0.0
        return (time, float(self.named.order), *own_order(self.place, self.name))

    @property
    def is_doubtful(self) -> bool:
        """Whether only a roster can say that it is work: a list of names beside the submissions is none."""
        known = self.named.sender.platform or is_link(self.place) or self.place.is_dir()
        return not known and not self.place.name.lower().endswith(_WORK)


def own_order(place: Place, name: str) -> Order:
    """Return what a file itself says of its order: its number as a copy, and when it was written."""
    stem = name if place.is_dir() else name.rpartition(".")[0]
    return float(copy_of(stem)[1]), written_at(place)


def pieces_at(path: Path) -> list[Piece]:
    """Return what was handed in at a path: a submission, a file of one, or a class.

    Raises
    ------
    Unreadable
        When it can't be looked into.
    CourseError
        When Gradescope's list of submissions can't be read.
    """
    return [*_at(path)]


def piece_at(path: Path) -> list[Piece]:
    """Return a path as what one student handed in, whatever lies in it."""
    return [_piece(path)]


def _at(path: Path) -> Iterator[Piece]:
    named = named_by_platform(path.name)
    if named or not (path.is_dir() or is_zip(path)):
        yield _piece(path)
        return
    place = opened(path)
    if isinstance(place, GradingProblem):
        yield _piece(path)
        return
    inner = unwrapped(place)
    if not _is_one(path, place, inner):
        # A folder around a class, not that of a single student.
        around = not packages_in(inner, 1) and (len(parts_of(inner)) > 1 or _is_listing(inner))
        found = _seen_through([*_class_in(inner if around else place)])
        if found or path.is_dir():
            yield from found
            return
    yield _piece(path)


def _is_one(path: Path, place: Place, inner: Place) -> bool:
    """Whether a path is the submission of one student, and not a class."""
    if _is_listing(place) or _is_listing(inner):
        return False
    if path.is_dir():
        return bool(packages_in(place, 1)) or has_modules(place)
    return has_modules(inner) or (
        len(packages_in(place, DEPTH)) == 1
        and (bool(packages_in(inner, 1)) or sum(map(_looks_handed_in, parts_of(inner))) < 2)
    )


def _is_listing(place: Place) -> bool:
    """Whether a platform wrote what lies in a folder.

    Beside a package lies what a student wrote, such as a list or a picture whose name looks so: there it takes the work of
    several.
    """
    children = children_of(place)
    listed = any(child.name == METADATA for child in children)
    named = [(child, one) for child in children if (one := named_by_platform(child.name))]
    if not packages_in(place, 1) and not has_modules(place):
        return listed or bool(named)
    works = [one for child, one in named if child.is_dir() or child.name.lower().endswith(_WORK)]
    folders = [
        child for child in children if listed and re.fullmatch(r"submission_\d+", child.name)
    ]
    return len({one.sender.unique for one in works}) > 1 or len(folders) > 1


def _seen_through(found: list[Piece]) -> list[Piece]:
    """Return the pieces of a class; where a platform's download is the only work in it, those of the download."""
    works = [piece for piece in found if not piece.is_doubtful]
    if len(works) != 1 or not is_whole_class(works[0]):
        return found
    return [*(piece for piece in found if piece.is_doubtful), *_inside(works[0].place)]


def is_whole_class(piece: Piece) -> bool:
    """Whether a folder or an archive that lies in a class is a platform's download of a class itself.

    All work in it has names that a platform writes, of more than one student. Who hands in a package, the course's
    files, or again what came out of a platform, has other names in it, or one student's.
    """
    if not piece.in_class or piece.named.sender.platform:
        return False
    try:
        works = [each for each in _inside(piece.place) if not each.is_doubtful]
    except (CourseError, Unreadable):
        return False  # What is wrong with it is told where it is read.
    senders = [each.named.sender for each in works]
    whose = {sender.name or sender.unique for sender in senders}
    return len(whose) > 1 and all(sender.platform for sender in senders)


def _inside(place: Place) -> list[Piece]:
    """Return the pieces of the class that lies in a folder or an archive; none where it can't be looked into."""
    inside = opened(place) if is_zip(place) or place.is_dir() else None
    if inside is None or isinstance(inside, GradingProblem):
        return []
    return [*_class_in(unwrapped(inside))]


def _looks_handed_in(place: Place) -> bool:
    if not place.is_dir() or is_link(place):
        return is_zip(place)
    try:
        return bool(packages_in(place, DEPTH - 1)) or any(map(is_zip, children_of(place)))
    except Unreadable:
        return True  # Whoever it is from is told why.


def _class_in(place: Place) -> Iterator[Piece]:
    gradescope = named_by_gradescope(place)
    folders = {child.name for child in parts_of(place)}
    children = [
        child
        for child in children_of(place)
        if _is_work(child.name.lower()) and (child.name in folders or not child.is_dir())
    ]
    stems = {_stem(child).casefold() for child in children}
    for child in children:
        senders: list[Named | None] = [*gradescope.get(child.name, [])]
        for named in senders or [None]:
            yield _piece(child, named, stems)


def _is_work(name: str) -> bool:
    return not name.startswith((".", "~$")) and name not in _JUNK


def _piece(place: Place, named: Named | None = None, stems: set[str] | None = None) -> Piece:
    named = named or named_by_platform(place.name) or _by_folder(place, stems or set())
    return Piece(named, place, place.name, in_class=stems is not None)


def _by_folder(place: Place, stems: set[str]) -> Named:
    """Return what a name of no platform says: the student's name, and which copy it is."""
    stem = _stem(place)
    whole = stem
    if not place.is_dir():
        # "ann_load_data.py", where files of a class lie side by side.
        cuts = (place.name.split("_", n) for n in range(1, place.name.count("_") + 1))
        for cut in cuts:
            if module_of(cut[-1]) and not module_of(place.name):
                whole = place.name[: -len(cut[-1]) - 1]
                return Named(Sender("", whole), cut[-1])
    base, number = copy_of(stem)
    if number and base.casefold() in stems:
        whole = base
    return Named(Sender("", whole), attempt=place.name)


def _stem(place: Place) -> str:
    if isinstance(place, Path) and place.name in ("", ".."):
        place = place.resolve()
    name = place.name
    for ending in (".tar.gz", ".tar.bz2", ".tar.xz"):
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name if place.is_dir() or "." not in name[1:] else name.rpartition(".")[0]
