"""Out of the pieces of one attempt: the works in it, each of which could be graded."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coursekit.grading.intake.archive import (
    SKIPPED,
    Place,
    Unreadable,
    child_of,
    children_of,
    is_link,
    is_zip,
    opened,
    read_bytes,
    strange_names_in,
)
from coursekit.grading.intake.file_names import module_of
from coursekit.grading.intake.notebooks import Notebook, module_from, read_notebook
from coursekit.grading.intake.package import (
    has_modules,
    is_linked_package,
    modules_in,
    packages_in,
    unwrapped,
    worth_a_note,
)
from coursekit.grading.intake.pieces import Order, Piece, is_whole_class, own_order
from coursekit.grading.intake.sizes import DEPTH, MAX_FILE_BYTES
from coursekit.grading.intake.top_level import statements
from coursekit.grading.problems import GradingCode, GradingProblem, shown_notes
from coursekit.manifest import load_manifest

_ARCHIVES_IN_ARCHIVES = 2
"""A platform puts each student's zip into one; and a cloud drive puts what a student shares into another."""

_MOST_NAMED = 12
"""So many files are named where nothing can be graded."""

_MOST_NOTEBOOKS = 40


@dataclass(frozen=True)
class Work:
    """One thing that could be graded: a package, or loose files together.

    Attributes
    ----------
    label
        The name of the archive or folder that it is from.
    files, problem, notes, hints
        As in `Submission`.
    """

    label: str
    files: dict[str, bytes]
    problem: GradingProblem | None
    notes: tuple[GradingProblem, ...] = ()
    hints: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _File:
    name: str
    place: Place
    order: Order
    source: str


@dataclass
class _Package:
    """A place that holds ``mnist_course``, or its modules."""

    label: str
    order: Order
    place: Place
    folders: list[Place]
    rescued: bool
    notebooks: list[_File] = field(default_factory=list)


@dataclass
class _Found:
    packages: list[_Package] = field(default_factory=list)
    modules: list[_File] = field(default_factory=list)
    notebooks: list[_File] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    problems: list[GradingProblem] = field(default_factory=list)


def works_in(pieces: Iterable[Piece], accept_notebooks: bool) -> list[Work]:
    """Return the works in the pieces of one attempt, the newest last: one at least, if only to say why there is none.

    A package stands for itself. Files by themselves complete the newest package, or are a work together. Where a module is
    in both, the later one counts.
    """
    found = _Found()
    for piece in pieces:
        try:
            if is_whole_class(piece):
                raise Unreadable(GradingCode.WHOLE_CLASS, file=piece.listed)
            _look(piece.place, piece.name, piece.order, found)
        except Unreadable as error:
            # What else the student handed in may count.
            found.problems.append(error.problem)
            found.others.append(piece.name)
    found.packages.sort(key=lambda package: package.order)
    if not found.packages:
        return [_of_loose_files(found, accept_notebooks)]
    last = found.packages[-1]
    return [_of_package(one, found, one is last, accept_notebooks) for one in found.packages]


def _look(place: Place, label: str, order: Order, found: _Found, depth: int = 0) -> None:
    """Sort what lies at a place into packages, modules, notebooks and other files; `depth` counts archives in archives."""
    if is_link(place):
        found.problems.append(GradingProblem(GradingCode.LINK))
        found.others.append(label)
    elif place.is_dir():
        _look_inside(place, label, order, found, depth)
    elif not place.is_file():
        found.problems.append(GradingProblem(GradingCode.NO_FILE_OR_FOLDER))
        found.others.append(label)
    elif is_zip(place) and depth < _ARCHIVES_IN_ARCHIVES:
        inside = opened(place)
        if isinstance(inside, GradingProblem):
            found.problems.append(inside)
            found.others.append(label)
        else:
            _look_inside(inside, label, order, found, depth + 1)
    elif place.name.lower().endswith(".ipynb"):
        found.notebooks.append(_File(label, place, order, label))
    elif module_of(label.rpartition("/")[2]):
        found.modules.append(_File(label.rpartition("/")[2], place, order, label))
    else:
        found.others.append(label)


def _look_inside(
    place: Place, label: str, order: Order, found: _Found, depth: int, level: int = 0
) -> None:
    """Sort what lies in a folder or an archive; `level` counts folders in folders."""
    folders = packages_in(place, DEPTH)
    loose = unwrapped(place)
    rescued = not folders and has_modules(loose)
    if folders or rescued:
        package = _Package(label, order, place, [loose] if rescued else folders, rescued)
        package.notebooks = [
            _File(f"{label}/{one.name}", one, order, label) for one in _notebooks(package)
        ]
        found.packages.append(package)
        return
    if is_linked_package(loose):
        found.problems.append(GradingProblem(GradingCode.LINK))
    children = list(_visible(place))
    if not children:
        found.problems.append(GradingProblem(GradingCode.EMPTY, {"file": label}))
        found.others.append(label)
    for child in children:
        # A platform's folder has no meaning of its own: its files are what was handed in.
        own = f"{label}/{child.name}" if depth or level else child.name
        if is_link(child) or not child.is_dir():
            _look(child, own, (*order, *own_order(child, child.name)), found, depth)
        elif level < DEPTH:
            _look_inside(child, own, order, found, depth, level + 1)
        else:
            found.others.append(own)


def _visible(place: Place) -> Iterator[Place]:
    for child in children_of(place):
        if child.name not in SKIPPED and not child.name.startswith((".", "~$")):
            yield child


def _notebooks(package: _Package) -> list[Place]:
    """Return the notebooks beside a package: in its folder, around it, and in lessons/."""
    around = package.folders[0] if package.rescued else package.folders[0].parent
    places = [around, child_of(around, "lessons"), *([] if package.rescued else package.folders)]
    found = [
        child
        for place in places
        if place is not None and place.is_dir() and not is_link(place)
        for child in _visible(place)
        if child.name.lower().endswith(".ipynb") and not is_link(child)
    ]
    return found[:_MOST_NOTEBOOKS]


def _path_in(place: Place, folder: Place) -> str:
    """Return where a folder lies in what was handed in: two of one name have to be told apart."""
    if isinstance(folder, Path) and isinstance(place, Path):
        return folder.relative_to(place).as_posix()
    return str(getattr(folder, "at", "") or folder.name)


def _of_package(package: _Package, found: _Found, newest: bool, accept: bool) -> Work:
    if len(package.folders) != 1:
        names = ", ".join(_path_in(package.place, one) for one in package.folders)
        several = GradingProblem(GradingCode.SEVERAL_PACKAGES, {"files": names})
        return Work(package.label, {}, several)
    folder = package.folders[0]
    notes = [
        GradingProblem(GradingCode.ODD_FILE, {"file": other})
        for other in worth_a_note(package.place, folder)
    ]
    if package.rescued:
        notes.append(GradingProblem(GradingCode.LOOSE_FILES))
    if count := strange_names_in(package.place):
        notes.append(GradingProblem(GradingCode.STRANGE_NAMES, {"count": count}))
    files = modules_in(folder, notes)
    notebooks = list(package.notebooks)
    if newest:
        _lay_over(files, found.modules, package, notes)
        notebooks += found.notebooks
    _with_notebooks(files, notebooks, accept, notes)
    problem = None if files else GradingProblem(GradingCode.NO_MODULES)
    return Work(package.label, files, problem, tuple(shown_notes(notes)), _hints(package))


def _of_loose_files(found: _Found, accept: bool) -> Work:
    files: dict[str, bytes] = {}
    notes: list[GradingProblem] = []
    _lay_over(files, found.modules, None, notes)
    if files:
        notes.append(GradingProblem(GradingCode.LOOSE_FILES))
    written = _with_notebooks(files, found.notebooks, accept, notes)
    label = ", ".join(one.name for one in found.modules) or ", ".join(found.others)
    if files:
        return Work(label, files, None, tuple(notes))
    names = [*found.others, *(one.name for one in [*found.modules, *found.notebooks])]
    problem: GradingProblem | None
    if written:
        notes = [note for note in notes if note.code is not GradingCode.NOTEBOOK_WORK]
        functions = ", ".join(sorted(written))
        problem = GradingProblem(
            GradingCode.ONLY_NOTEBOOKS, {"files": listed(names), "functions": functions}
        )
    elif len(found.problems) == 1 and len(names) == 1:
        (problem,) = found.problems
    elif names:
        problem = GradingProblem(GradingCode.NO_PACKAGE, {"files": listed(names)})
        notes += found.problems
    else:
        problem = GradingProblem(GradingCode.EMPTY, {"file": "What was handed in"})
    return Work(label, {}, problem, tuple(notes))


def listed(names: Iterable[str]) -> str:
    """Return the names of files as text; of very many, how many more there are."""
    names = list(dict.fromkeys(names))
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _lay_over(
    files: dict[str, bytes],
    loose: Iterable[_File],
    package: _Package | None,
    notes: list[GradingProblem],
) -> None:
    """Put files that were handed in by themselves into the package, or over it where they are newer."""
    orders = dict.fromkeys(files, package.order if package else ())
    names = dict.fromkeys(files, package.label if package else "")
    ordered = sorted(loose, key=lambda one: (one.order, module_of(one.name) or ("", 0)))
    for one in ordered:
        meant = module_of(one.name)
        content = None if is_link(one.place) else read_bytes(one.place, MAX_FILE_BYTES)
        if meant is None or content is None:
            fields = {"file": one.source, "most": MAX_FILE_BYTES // 1024}
            notes.append(GradingProblem(GradingCode.FILE_UNREADABLE, fields))
            continue
        module = meant[0]
        if module in files:
            older = one.order < orders[module]
            pair = {"file": names[module], "other": one.source}
            if not older:
                pair = {"file": one.source, "other": names[module]}
            notes.append(GradingProblem(GradingCode.NEWER_FILE, {**pair, "module": module}))
            if older:
                continue
        if one.name != module:
            fields = {"file": one.name, "module": module}
            notes.append(GradingProblem(GradingCode.NEAR_NAME, fields))
        files[module], orders[module], names[module] = content, one.order, one.source


def _with_notebooks(
    files: dict[str, bytes], places: Iterable[_File], accept: bool, notes: list[GradingProblem]
) -> set[str]:
    """Find work in notebooks that the package does not hold; put it there if notebooks are accepted. Return what was found."""
    found: set[str] = set()
    functions = load_manifest().functions
    for one in places:
        notebook = read_notebook(one.name, one.place)
        written = notebook.written if notebook else set()
        by_module: dict[str, set[str]] = {}
        for name in written:
            by_module.setdefault(f"{functions[name].slug}.py", set()).add(name)
        for module, names in by_module.items():
            missing = names - _written_in(files.get(module))
            if not missing or notebook is None:
                continue
            found |= missing
            fields = {"file": one.name, "functions": ", ".join(sorted(missing))}
            if accept:
                files[module] = _joined(files.get(module, b""), notebook, missing)
                notes.append(GradingProblem(GradingCode.NOTEBOOK_GRADED, fields))
            else:
                notes.append(GradingProblem(GradingCode.NOTEBOOK_WORK, fields))
    return found


def _joined(module: bytes, notebook: Notebook, names: set[str]) -> bytes:
    text = module.decode("utf-8", "replace")
    try:
        taken = {name for one in statements(text) for name in one.names if one.kind == "def"}
    except ValueError:
        taken = set()
    own = module_from(notebook, names, taken - names)
    return f"{text.rstrip()}\n\n\n{own}".lstrip().encode("utf-8", "replace")


def _written_in(module: bytes | None) -> set[str]:
    """Return the functions of the course that a module holds written. What can't be cut up counts as written."""
    if module is None:
        return set()
    known = load_manifest().functions
    try:
        defined = [
            one for one in statements(module.decode("utf-8", "replace")) if one.kind == "def"
        ]
    except ValueError:
        return set(known)
    last = {one.names[0]: one for one in defined}
    return {name for name, one in last.items() if name in known and one.is_written}


def _hints(package: _Package) -> dict[str, int]:
    """Return what `artifacts/hints.json` beside the package says: a claim, for the report alone."""
    around = package.folders[0] if package.rescued else package.folders[0].parent
    file = child_of(around, "artifacts", "hints.json")
    content = read_bytes(file, MAX_FILE_BYTES) if file and not is_link(file) else None
    try:
        given: Any = json.loads(content or b"{}")
        known = load_manifest().functions
        return {
            name: min(count, len(known[name].hints))
            for name, count in given.items()
            if name in known and type(count) is int and count > 0
        }
    except (ValueError, AttributeError, RecursionError):
        return {}
