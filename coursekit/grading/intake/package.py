"""The package in a folder or an archive: the modules in its ``mnist_course``, and nothing else."""

import os
import re
import unicodedata
from collections.abc import Iterator

from coursekit.grading.intake.archive import (
    SKIPPED,
    Place,
    Unreadable,
    children_of,
    has_other_names,
    is_link,
    is_zip,
    read_bytes,
)
from coursekit.grading.intake.file_names import course_modules, module_of
from coursekit.grading.intake.sizes import (
    DEPTH,
    INNER_DEPTH,
    MAX_BYTES,
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_NAME_BYTES,
)
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.worker.names import PACKAGE

_MODULE = re.compile(r"[A-Za-z_]\w*\.py")
_FOLDER = re.compile(r"[A-Za-z_]\w*")

_ODD = re.compile(
    r"(conftest|sitecustomize|usercustomize)\.py|(pytest|tox)\.ini|setup\.cfg|.*\.(pth|so|pyd)"
)
"""What has no business beside a learner's functions; a student's own copy of the course has a pyproject.toml."""

_PACKAGE_NAMES = re.compile(rf"{PACKAGE}( ?\(\d+\)| \d+)?", re.IGNORECASE)
"""The folder as a browser names a second download of it."""


def is_linked_package(place: Place) -> bool:
    """Whether there is a folder ``mnist_course`` in it that is a link."""
    named = [child for child in children_of(place) if _PACKAGE_NAMES.fullmatch(child.name)]
    return any(map(is_link, named))


def packages_in(place: Place, depth: int) -> list[Place]:
    """Return the folders ``mnist_course`` that lie highest, at most so many folders down."""
    level = [place]
    for _ in range(depth):
        children = [
            child
            for folder in level
            for child in (children_of(folder) if folder == place else _children_if_any(folder))
            if child.name not in SKIPPED and not is_link(child) and child.is_dir()
        ]
        found = [child for child in children if _PACKAGE_NAMES.fullmatch(child.name)]
        if found:
            return [child for child in found if child.name == PACKAGE] or found
        level = children
    return []


def _children_if_any(folder: Place) -> list[Place]:
    """Return what lies in a folder on the way; nothing when it can't be listed: in a class, it is one student's alone."""
    try:
        return children_of(folder)
    except Unreadable:
        return []


def has_modules(place: Place) -> bool:
    """Whether the course's modules lie in a folder themselves, without ``mnist_course`` around them."""
    return any(module_of(child.name) and child.is_file() for child in children_of(place))


def unwrapped(place: Place) -> Place:
    """Return the first folder that holds more than another folder alone, or the folder that is asked for."""
    for _ in range(DEPTH):
        parts = [] if packages_in(place, 1) else parts_of(place)
        if len(parts) != 1 or not parts[0].is_dir() or is_link(parts[0]):
            break
        place = parts[0]
    return place


def parts_of(place: Place) -> list[Place]:
    """Return what can be a submission in a class: folders and zips."""
    return [
        child
        for child in children_of(place)
        if not child.name.startswith(".")
        and child.name not in SKIPPED
        and (child.is_dir() or is_zip(child))
    ]


def modules_in(package: Place, notes: list[GradingProblem]) -> dict[str, bytes]:
    """Return the modules of a package; what is left out, or taken under a name that is nearly right, goes into `notes`."""
    files: dict[str, bytes] = {}
    # As systems see them that know no capital letters, or one form of ü.
    taken: dict[str, str] = {}
    left = MAX_BYTES

    def note(code: GradingCode, file: str, **fields: object) -> None:
        notes.append(GradingProblem(code, {"file": file, **fields}))

    for count, (name, child) in enumerate(_modules_in(package, INNER_DEPTH)):
        folded = unicodedata.normalize("NFKC", name).casefold()
        if count == MAX_FILES:
            note(GradingCode.TOO_MANY_FILES, name, most=MAX_FILES)
            break
        if len(os.fsencode(child.name)) > MAX_NAME_BYTES:
            note(GradingCode.LONG_NAME, name[:30])
        elif is_link(child):
            note(GradingCode.LINK_NOT_USED, name)
        elif not child.is_file():
            note(GradingCode.NO_FILE, name)
        elif folded in taken:
            note(GradingCode.SAME_FILE, name, other=taken[folded])
        elif (content := read_bytes(child, MAX_FILE_BYTES)) is None:
            note(GradingCode.FILE_UNREADABLE, name, most=MAX_FILE_BYTES // 1024)
        elif len(content) > left:
            note(GradingCode.TOO_LONG_TOGETHER, name, most=MAX_BYTES // 1024)
        else:
            files[name], taken[folded] = content, name
            left -= len(content)
            if has_other_names(child):
                note(GradingCode.HARD_LINK, name)
    return _with_near_names(files, notes)


def _with_near_names(files: dict[str, bytes], notes: list[GradingProblem]) -> dict[str, bytes]:
    """Give files whose name is nearly right the name that is meant, where there is no doubt."""
    near: dict[str, list[tuple[int, str]]] = {}
    for name in files:
        meant = module_of(name)
        if meant and name != meant[0]:
            near.setdefault(meant[0], []).append((meant[1], name))
    found = {
        name: content
        for name, content in files.items()
        if _MODULE.fullmatch(name.rpartition("/")[2])
    }
    for module, candidates in near.items():
        newest, name = max(candidates)
        doubt = module in files or [copy for copy, _ in candidates].count(newest) > 1
        if not doubt:
            found[module] = files[name]
            notes.append(GradingProblem(GradingCode.NEAR_NAME, {"file": name, "module": module}))
        unused = [other for _, other in candidates if other != name or doubt]
        notes += [
            GradingProblem(GradingCode.NOT_THIS_ONE, {"file": other, "module": module})
            for other in sorted(unused)
        ]
    return found


def _modules_in(folder: Place, depth: int) -> Iterator[tuple[str, Place]]:
    """Yield what may be a module, with its path in the package: first the course's own, then those in its folders."""
    children = children_of(folder)
    modules = [c for c in children if _MODULE.fullmatch(c.name) or module_of(c.name)]
    modules.sort(key=lambda child: child.name not in course_modules())
    yield from ((child.name, child) for child in modules if not _ODD.fullmatch(child.name))
    inner = [child for child in children if depth and _FOLDER.fullmatch(child.name)]
    for child in inner:
        if child.name not in SKIPPED and not is_link(child) and child.is_dir():
            yield from (
                (f"{child.name}/{name}", file) for name, file in _modules_in(child, depth - 1)
            )


def worth_a_note(place: Place, package: Place) -> Iterator[str]:
    """Yield the names of files that have no business there, in a package and around it."""
    # What is above the place that was handed in is nobody's.
    folders: list[Place] = [place, package]
    if package != place:
        folders.insert(1, package.parent)
    for folder in {str(folder): folder for folder in folders}.values():
        for child in children_of(folder):
            if _ODD.fullmatch(child.name) or (is_link(child) and child.name == PACKAGE):
                yield child.name
