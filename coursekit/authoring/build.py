"""Makes what the learner gets from what the author writes: ``lessons/`` and ``mnist_course/`` from ``solutions/``.

What opens the course in a browser (badges, notebooks for Colab) is made too, once course.toml has an address.

Notebooks: cells tagged `header`, `hints` and `next` are filled from `course.toml`; cells tagged `solution` are left
out of the learner's notebook. Modules: what stands between ``### BEGIN SOLUTION`` and ``### END SOLUTION`` becomes a
TODO.
"""

import hashlib
import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from coursekit.authoring import filled_cells
from coursekit.authoring.badges_and_colab import COLAB, add_badge, build_badges, colab_notebook
from coursekit.authoring.course_files import name_of, text_of
from coursekit.authoring.tables import build_tables
from coursekit.errors import CourseError
from coursekit.findings import STALE, Finding
from coursekit.manifest import Lesson, Manifest, read_manifest
from coursekit.source import stub_of

_OWN = {"tags", "alt", "function", "figure"}
"""What a course's cells say in their metadata."""

GENERATED = "mnist_course/.generated.json"
"""Hashes of the stubs as they were made, so that an edited one is known."""


@dataclass(frozen=True)
class Built:
    """What a build did: the files that it wrote, the edited stubs that it left alone, and stubs without a source."""

    written: list[Path]
    kept: list[Path]
    removed: list[Path]


def build(root: Path, force: bool = False) -> Built:
    """Write everything that is generated; a stub that somebody edited is kept unless `force`."""
    written, kept, removed = [], [], []
    hashes = _hashes(root)
    stubs = build_stubs(root)
    texts = _texts(root, stubs)
    for path, text in texts.items():
        current = path.read_text(encoding="utf-8") if path.exists() else None
        if current == text:
            continue
        untouched = current is None or _hash(current) == hashes.get(path.name)
        if path in stubs and not untouched and not force:
            kept.append(path)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    for path in (root / "mnist_course").glob("[!_]*.py"):
        # Its source is gone. What somebody wrote stays.
        if path not in stubs and _hash(path.read_text(encoding="utf-8")) == hashes.get(path.name):
            path.unlink()
            removed.append(path)
    for path in _left_over(root, texts):
        path.unlink()
        removed.append(path)
    # An edited stub keeps the hash of what it was made from, so that it is still known as edited next time.
    made = {**_hashes_of(stubs), **{path.name: hashes.get(path.name, "") for path in kept}}
    (root / GENERATED).write_text(_hashes_text(made), encoding="utf-8", newline="\n")
    return Built(written, kept, removed)


def stale_findings(root: Path) -> Iterator[Finding]:
    """Say which generated files are not what a build would make of their source, and which stubs somebody edited."""
    hashes, stubs = _hashes(root), build_stubs(root)
    texts = _texts(root, stubs)
    texts[root / GENERATED] = _hashes_text(_hashes_of(stubs))
    for path, text in texts.items():
        current, file = text_of(path), name_of(root, path)
        if current == text or (path.suffix == ".ipynb" and _shows_the_same(current, text)):
            continue
        if path in stubs and current and _hash(current) != hashes.get(path.name):
            what = "somebody edited this stub. Its source is solutions/."
            to_do = "Take to solutions/ what you want to keep; `course dev build --force` replaces the stub."
            yield Finding(file, 0, "stub-edited", what, to_do)
        elif path != root / GENERATED or not hashes:
            what = "it is not what its source makes." if current else "it is missing."
            yield Finding(file, 0, STALE, what, "course dev build")
    for path in _left_over(root, texts):
        yield Finding(name_of(root, path), 0, STALE, "its source is gone.", "course dev build")


def _texts(root: Path, stubs: dict[Path, str]) -> dict[Path, str]:
    """Return everything that is made, by path."""
    manifest, _ = read_manifest(root / "course.toml")
    return {**build_notebooks(root), **stubs, **build_tables(root), **build_badges(root, manifest)}


def _left_over(root: Path, texts: dict[Path, str]) -> list[Path]:
    """Return the notebooks for Colab that nothing makes any more."""
    return [path for path in sorted((root / COLAB).glob("*.ipynb")) if path not in texts]


def build_stubs(root: Path) -> dict[Path, str]:
    """Return what every stub module should say, by path."""
    sources = sorted((root / "solutions" / "mnist_course").glob("[!_]*.py"))
    return {
        root / "mnist_course" / path.name: stub_of(text_of(path), name_of(root, path))
        for path in sources
    }


def build_notebooks(root: Path) -> dict[Path, str]:
    """Return what every notebook should say, by path: the solutions with their filled cells, the lessons, those for Colab."""
    manifest, _ = read_manifest(root / "course.toml")
    texts = {}
    for lesson in manifest.lessons:
        source = root / "solutions" / f"{lesson.key}.ipynb"
        if source.exists():
            notebook = read_notebook(source)
            fill(notebook, lesson, manifest)
            texts[source] = notebook_text(notebook)
            learners = _lesson_notebook(notebook)
            if manifest.repository:
                in_colab = colab_notebook(learners, lesson, manifest)
                texts[root / COLAB / f"{lesson.key}.ipynb"] = notebook_text(in_colab)
                add_badge(learners, lesson, manifest)
            texts[root / lesson.notebook] = notebook_text(learners)
    return texts


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """Read a notebook.

    Raises
    ------
    CourseError
        With a sentence that names the file, when it is none.
    """
    try:
        notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)
    except nbformat.reader.NotJSONError as error:
        raise CourseError(
            f"solutions/{path.name}: it is no notebook: it is not valid JSON. Bring back an earlier version of it."
        ) from error
    return notebook


def fill(notebook: nbformat.NotebookNode, lesson: Lesson, manifest: Manifest) -> None:
    """Write the manifest's facts into a solution notebook: header, hints, what comes next; and tidy it.

    Raises
    ------
    CourseError
        When a cell's metadata lacks what it is filled from.
    """
    for place, cell in enumerate(notebook.cells):
        cell.id = f"{lesson.slug.replace('_', '-')}-{place:02}"
        tags = cell.metadata.get("tags", [])
        if "header" in tags:
            figure = cell.metadata.get("figure", {})
            if not {"file", "alt"} <= figure.keys():
                raise CourseError(
                    f"solutions/{lesson.key}.ipynb: the metadata of the cell tagged `header` lacks "
                    f'"figure": {{"file": "…", "alt": "…"}}. Write it.'
                )
            cell.source = filled_cells.header_text(lesson, figure)
        elif "hints" in tags:
            function = cell.metadata.get("function")
            if function not in manifest.functions:
                raise CourseError(
                    f"solutions/{lesson.key}.ipynb: the metadata of a cell tagged `hints` says "
                    f'"function": {json.dumps(function)}. Name a function of course.toml there.'
                )
            cell.source = filled_cells.hints_text(manifest, function)
        elif "next" in tags:
            cell.source = filled_cells.next_text(lesson, manifest)
        if cell.cell_type == "code":
            _tidy_outputs(cell)
    made_from = notebook.metadata.get("made_from")
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        **({"made_from": made_from} if made_from else {}),
    }
    notebook.nbformat_minor = 5


def notebook_text(notebook: nbformat.NotebookNode) -> str:
    """Return a notebook as the text of its file: the same for the same content."""
    return f"{nbformat.writes(notebook, indent=1, sort_keys=True)}\n"


def _tidy_outputs(cell: nbformat.NotebookNode) -> None:
    """Drop what differs from machine to machine; give each picture the cell's text alternative."""
    cell.metadata = {key: value for key, value in cell.metadata.items() if key in _OWN}
    cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    for output in cell.outputs:
        if "image/png" in output.get("data", {}) and "alt" in cell.metadata:
            output.metadata = {"image/png": {"alt": cell.metadata["alt"]}}


def _lesson_notebook(solution: nbformat.NotebookNode) -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = deepcopy(solution)
    notebook.metadata.pop("made_from", None)
    notebook.cells = [
        cell for cell in notebook.cells if "solution" not in cell.metadata.get("tags", [])
    ]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def _shows_the_same(one: str, other: str) -> bool:
    """Whether two notebooks differ only in what a program adds when it saves one: kernel, ids, counts, spaces."""
    try:
        return _shown(one) == _shown(other)
    except (ValueError, AttributeError, KeyError):
        return False


def _shown(text: str) -> list[dict[str, Any]]:
    cells = json.loads(json.dumps(nbformat.reads(text, as_version=4).cells)) if text else []
    for cell in cells:
        cell.pop("id", None)
        cell.pop("execution_count", None)
        cell["metadata"] = {k: v for k, v in cell["metadata"].items() if k in _OWN}
        for output in cell.get("outputs", []):
            output.pop("execution_count", None)
    return cells


def _hashes(root: Path) -> dict[str, str]:
    try:
        hashes: dict[str, str] = json.loads((root / GENERATED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return hashes


def _hashes_of(stubs: dict[Path, str]) -> dict[str, str]:
    return {path.name: _hash(text) for path, text in stubs.items()}


def _hashes_text(hashes: dict[str, str]) -> str:
    return json.dumps(hashes, indent=1, sort_keys=True) + "\n"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
