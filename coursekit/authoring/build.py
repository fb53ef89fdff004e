"""Makes what the learner gets from what the author writes: ``lessons/`` and ``mnist_course/`` from ``solutions/``.

Notebooks: cells tagged `header`, `hints` and `next` are filled from `course.toml`; cells tagged `solution` are left
out of the learner's notebook. Modules: what stands between ``### BEGIN SOLUTION`` and ``### END SOLUTION`` becomes a
TODO.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from coursekit.errors import CourseError
from coursekit.manifest import Lesson, Manifest, load_manifest
from coursekit.source import stub_of

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
    for path, text in {**build_notebooks(root), **stubs}.items():
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
    # An edited stub keeps the hash of what it was made from, so that it is still known as edited next time.
    made = {**_hashes_of(stubs), **{path.name: hashes.get(path.name, "") for path in kept}}
    (root / GENERATED).write_text(_hashes_text(made), encoding="utf-8", newline="\n")
    return Built(written, kept, removed)


def stale(root: Path) -> list[Path]:
    """Return the generated files that are not what a build would make of their source."""
    expected = {**build_notebooks(root), **build_stubs(root)}
    expected[root / GENERATED] = _hashes_text(_hashes_of(build_stubs(root)))
    return [
        path
        for path, text in expected.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def build_stubs(root: Path) -> dict[Path, str]:
    """Return what every stub module should say, by path."""
    sources = sorted((root / "solutions" / "mnist_course").glob("[!_]*.py"))
    return {
        root / "mnist_course" / path.name: stub_of(path.read_text(encoding="utf-8"), path.name)
        for path in sources
    }


def build_notebooks(root: Path) -> dict[Path, str]:
    """Return what every notebook should say, by path: the solutions with their filled cells, and the lessons."""
    manifest = load_manifest(root / "course.toml")
    texts = {}
    for lesson in manifest.lessons:
        source = root / "solutions" / f"{lesson.key}.ipynb"
        if source.exists():
            notebook = read_notebook(source)
            fill(notebook, lesson, manifest)
            texts[source] = notebook_text(notebook)
            texts[root / lesson.notebook] = notebook_text(_lesson_notebook(notebook))
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
            f"solutions/{path.name} is no notebook: it is not valid JSON. Bring back an earlier version of it."
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
            cell.source = _header(lesson, figure)
        elif "hints" in tags:
            function = cell.metadata.get("function")
            if function not in manifest.functions:
                raise CourseError(
                    f"solutions/{lesson.key}.ipynb: the metadata of a cell tagged `hints` says "
                    f'"function": {json.dumps(function)}. Name a function of course.toml there.'
                )
            cell.source = _hints(manifest, function)
        elif "next" in tags:
            cell.source = _next(lesson, manifest)
        if cell.cell_type == "code":
            _tidy_outputs(cell)
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook.nbformat_minor = 5


def notebook_text(notebook: nbformat.NotebookNode) -> str:
    """Return a notebook as the text of its file: the same for the same content."""
    return f"{nbformat.writes(notebook, indent=1, sort_keys=True)}\n"


def _tidy_outputs(cell: nbformat.NotebookNode) -> None:
    """Drop what differs from machine to machine; give each picture the cell's text alternative."""
    cell.metadata = {
        key: value for key, value in cell.metadata.items() if key in {"tags", "alt", "function"}
    }
    cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    for output in cell.outputs:
        if "image/png" in output.get("data", {}) and "alt" in cell.metadata:
            output.metadata = {"image/png": {"alt": cell.metadata["alt"]}}


def _lesson_notebook(solution: nbformat.NotebookNode) -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.from_dict(json.loads(nbformat.writes(solution)))
    notebook.cells = [
        cell for cell in notebook.cells if "solution" not in cell.metadata.get("tags", [])
    ]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def _header(lesson: Lesson, figure: dict[str, Any]) -> str:
    return (
        f"# Lesson {lesson.number}: {lesson.title}\n\n"
        f"**Goal.** {lesson.goal}\n\n"
        f"**Time.** About {lesson.minutes} minutes.\n\n"
        f"**What will come out:**\n\n"
        f"![{figure['alt']}]({figure['file']})"
    )


def _hints(manifest: Manifest, function: str) -> str:
    hints = manifest.functions[function].hints
    return "\n\n".join(
        f"<details><summary>Hint {number} of {len(hints)}</summary>\n\n{text}\n\n</details>"
        for number, text in enumerate(hints, start=1)
    )


def _next(lesson: Lesson, manifest: Manifest) -> str:
    following = manifest.after(lesson)
    onward = []
    if lesson == manifest.core[-1]:
        onward.append(
            "This was the last lesson of the course. In a terminal, `course certificate` makes a page of your results."
        )
    elif following is None:
        onward.append(
            "This was the last lesson. `course demo` runs the whole way once more, from loading to predicting."
        )
    if following:
        link = f"[Lesson {following.number}: {following.title}]({following.key}.ipynb)"
        beyond = "Next" if following.core else "Beyond the course"
        onward.append(f"{beyond}: {link}. {following.goal}")
    return "\n\n".join([f"**{lesson.learned}**", *onward])


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
