"""One submission out of a folder or a zip: the modules in its ``mnist_course``, and nothing else."""

import re
from collections.abc import Iterator
from typing import cast

from coursekit.grading.intake.archive import (
    MAX_ENTRIES,
    SKIPPED,
    Place,
    children_of,
    is_link,
    is_zip,
    opened,
    read_bytes,
    strange_names_in,
)
from coursekit.grading.intake.submission import Submission
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.manifest import load_manifest
from coursekit.worker.names import PACKAGE

MAX_FILE_BYTES = 64 * 2**10
"""The reference's longest module has 3 KB. Stored weights of the course's network need more than this."""

MAX_FILES = 40

_MODULE = re.compile(r"[A-Za-z_]\w*\.py")

_ODD = re.compile(
    r"(conftest|sitecustomize|usercustomize)\.py|(pytest|tox)\.ini|setup\.cfg|.*\.(pth|so|pyd)"
)
"""What has no business beside a learner's functions; a student's own copy of the course has a pyproject.toml."""

_PACKAGE_NAMES = re.compile(rf"{PACKAGE}( ?\(\d+\)| \d+)?", re.IGNORECASE)
"""The folder as a browser names a second download of it."""

DEPTH = 3
"""How many folders down ``mnist_course`` may lie: a zip of a repository holds it in a folder."""


def submission_from(name: str, place: Place | GradingProblem) -> Submission:
    """Return the submission at a place, which was opened; or one with the problem that kept it closed."""
    if isinstance(place, GradingProblem):
        return Submission(name, problem=place)
    packages = packages_in(place, DEPTH)
    zips = [] if packages else [child for child in children_of(place) if is_zip(child)]
    if len(zips) == 1:
        # Learning platforms put each student's zip into a folder.
        place = opened(zips[0])
        if isinstance(place, GradingProblem):
            return Submission(name, problem=place)
        packages = packages_in(place, DEPTH)
    loose = unwrapped(place)
    rescued = not packages and has_modules(loose)
    packages = [loose] if rescued else packages
    if len(packages) != 1:
        code = GradingCode.SEVERAL_PACKAGES if packages else GradingCode.NO_PACKAGE
        several = f" There are {len(zips)} zips." if len(zips) > 1 else ""
        return Submission(name, problem=GradingProblem(code, {"several": several}))
    notes = [
        GradingProblem(GradingCode.ODD_FILE, {"file": other})
        for other in _worth_a_note(place, packages[0])
    ]
    if rescued:
        notes.append(GradingProblem(GradingCode.LOOSE_FILES))
    if count := strange_names_in(place):
        notes.append(GradingProblem(GradingCode.STRANGE_NAMES, {"count": count}))
    files = _take_files(packages[0], notes)
    problem = None if files else GradingProblem(GradingCode.NO_MODULES)
    return Submission(name, files, problem, tuple(notes))


def packages_in(place: Place, depth: int) -> list[Place]:
    """Return the folders ``mnist_course`` that lie highest, at most so many folders down."""
    level = [place]
    for _ in range(depth):
        children = [
            child
            for folder in level
            for child in children_of(folder)
            if child.name not in SKIPPED and not is_link(child) and child.is_dir()
        ]
        found = [child for child in children if _PACKAGE_NAMES.fullmatch(child.name)]
        if found:
            return [child for child in found if child.name == PACKAGE] or found
        level = children[:MAX_ENTRIES]
    return []


def has_modules(place: Place) -> bool:
    """Whether the course's modules lie in a folder themselves, without ``mnist_course`` around them."""
    return any((place / f"{lesson.slug}.py").is_file() for lesson in load_manifest().lessons)


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


def _take_files(package: Place, notes: list[GradingProblem]) -> dict[str, bytes]:
    """Return the modules of a package; what is left out is noted."""
    files: dict[str, bytes] = {}

    def note(code: GradingCode, file: str, **fields: int) -> None:
        notes.append(GradingProblem(code, {"file": file, **fields}))

    for child in children_of(package):
        if not _MODULE.fullmatch(child.name):
            continue
        if is_link(child):
            note(GradingCode.LINK_NOT_USED, child.name)
        elif not child.is_file():
            note(GradingCode.NO_FILE, child.name)
        elif len(files) == MAX_FILES:
            note(GradingCode.TOO_MANY_FILES, child.name, most=MAX_FILES)
        elif (content := read_bytes(child, MAX_FILE_BYTES)) is None:
            note(GradingCode.FILE_UNREADABLE, child.name, most=MAX_FILE_BYTES // 1024)
        else:
            files[child.name] = content
    return files


def _worth_a_note(place: Place, package: Place) -> Iterator[str]:
    # What is above the place that was handed in is nobody's.
    folders: list[Place] = [place, package]
    if package != place:
        # A zip's folder in a zip is one of the same kind, which its types don't say.
        folders.insert(1, cast(Place, package.parent))
    for folder in {str(folder): folder for folder in folders}.values():
        for child in children_of(folder):
            if _ODD.fullmatch(child.name) or (is_link(child) and child.name == PACKAGE):
                yield child.name
