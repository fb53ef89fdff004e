"""Finds the submissions of a class: folders and zips, in the shapes that people and learning platforms hand over.

Nothing is unpacked or run here. What can't be read is a submission that scores nothing, with the reason.
"""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.grading.intake.archive import Place, children_of, is_link, is_zip, opened
from coursekit.grading.intake.package import (
    DEPTH,
    has_modules,
    packages_in,
    parts_of,
    submission_from,
    unwrapped,
)
from coursekit.grading.intake.submission import Submission
from coursekit.grading.problems import GradingCode, GradingProblem

_NO_ZIPS = (".gz", ".tgz", ".tar", ".rar", ".7z", ".bz2", ".xz", ".py", ".ipynb")
"""Endings of what students hand in where a folder or a zip is asked for."""


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
            note = GradingProblem(GradingCode.SAME_NAME)
            submission = replace(submission, name=name, notes=(*submission.notes, note))
        seen.add(submission.name.casefold())
        yield submission


def _class_in(path: Path, leave_out: Path | None) -> Iterator[Submission]:
    """Yield the submission at a path, or all submissions in it."""
    place = opened(path)
    if isinstance(place, GradingProblem):
        yield Submission(path.stem, problem=place)
        return
    inner = unwrapped(place)
    if path.is_dir():
        one = bool(packages_in(place, 1)) or has_modules(place)
    else:
        one = has_modules(inner) or (
            len(packages_in(place, DEPTH)) == 1
            and (bool(packages_in(inner, 1)) or sum(map(_looks_handed_in, parts_of(inner))) < 2)
        )
    # A folder around a class, not that of a single student.
    if not one and not packages_in(inner, 1) and len(parts_of(inner)) > 1:
        place = inner
    name = path.stem if path.is_file() else path.resolve().name
    children = [] if one else list(_handed_in(place, leave_out))
    if one or (not children and path.is_file()):
        yield submission_from(name, place)
    yield from children


def _handed_in(place: Place, leave_out: Path | None) -> Iterator[Submission]:
    for child in parts_of(place):
        if isinstance(child, Path) and child.resolve() == leave_out:
            continue
        name = child.name if child.is_dir() else child.name.rpartition(".")[0]
        yield submission_from(
            name, GradingProblem(GradingCode.LINK) if is_link(child) else opened(child)
        )
    for child in children_of(place):
        if child.name.lower().endswith(_NO_ZIPS) and not child.name.startswith("."):
            kind = child.name.rpartition(".")[2]
            problem = GradingProblem(GradingCode.OTHER_FILE, {"kind": kind})
            yield Submission(child.name, problem=problem)


def _looks_handed_in(place: Place) -> bool:
    if not place.is_dir() or is_link(place):
        return is_zip(place)
    return bool(packages_in(place, DEPTH - 1)) or any(map(is_zip, children_of(place)))
