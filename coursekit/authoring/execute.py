"""Runs solution notebooks and stores their outputs."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from coursekit import mnist
from coursekit.authoring.build import fill, notebook_text
from coursekit.authoring.made_from import hash_of, hashes, modules_used
from coursekit.errors import CourseError
from coursekit.findings import STALE, Finding
from coursekit.manifest import Lesson, load_manifest


def execute(root: Path, lesson: Lesson, data: str) -> Path:
    """Run one solution notebook from its folder, store what comes out, and return its path.

    Parameters
    ----------
    root
        The course folder.
    lesson
        Whose notebook.
    data
        What ``MNIST_COURSE_DATA`` says in its kernel: a path, "full" or "sample".

    Raises
    ------
    CourseError
        When a cell ends in an error. The file is left as it was.
    """
    path = root / "solutions" / f"{lesson.key}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    is_path = data not in ("full", "sample")
    environment = {
        **os.environ,
        "MNIST_COURSE_DATA": str(Path(data).resolve()) if is_path else data,
    }
    client = NotebookClient(
        notebook,
        timeout=1800,
        kernel_name="python3",
        coalesce_streams=True,
        store_widget_state=False,
        resources={"metadata": {"path": path.parent}},
    )
    try:
        client.execute(env=environment)
    except CellExecutionError as error:
        raise CourseError(
            f"solutions/{path.name}: a cell stopped with {error.ename}: {error.evalue}\n"
            "→ Run the notebook in JupyterLab to see where. The file is as it was."
        ) from error
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                output.text = as_seen(output.text)
            # A widget lives in its kernel alone. Stored, its number would be another in each run.
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    notebook.metadata["made_from"] = {
        "dataset": mnist.find(setting=data).name,
        "sources": output_sources(root, notebook),
    }
    fill(notebook, lesson, load_manifest(root / "course.toml"))
    path.write_text(notebook_text(notebook), encoding="utf-8", newline="\n")
    return path


def output_findings(
    root: Path, lesson: Lesson, notebook: nbformat.NotebookNode
) -> Iterator[Finding]:
    """Say whether the stored outputs are those of the cells and functions of today, on all digits."""
    # On all digits, whatever MNIST_COURSE_DATA says.
    command = f"course dev execute {lesson.number} --data full"
    file = f"solutions/{lesson.key}.ipynb"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    made_from = notebook.metadata.get("made_from")
    if not made_from or [cell.execution_count for cell in code] != list(range(1, len(code) + 1)):
        yield Finding(file, 0, STALE, "it was not executed from top to bottom.", command)
        return
    old, new = made_from["sources"], output_sources(root, notebook)
    for source in sorted({*old, *new}):
        if old.get(source) != new.get(source):
            yield Finding(file, 0, STALE, f"{source} has changed since it was executed.", command)
    if made_from["dataset"] != "full":
        what = f"its outputs are those of the digits “{made_from['dataset']}”, not of full MNIST."
        yield Finding(file, 0, STALE, what, command)


def output_sources(root: Path, notebook: nbformat.NotebookNode) -> dict[str, str]:
    """Return what a notebook's outputs are made from, each with its hash: its cells, and the functions that they use."""
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    return {"its code": hash_of("\n".join(cells)), **hashes(root, modules_used(root, cells))}


def as_seen(text: str) -> str:
    r"""Return a text as a terminal shows it: a progress bar overwrites its line with \r and \b."""
    lines = []
    for line in re.sub(r"\x1b\[[0-9;]*m", "", text).split("\n"):
        seen: list[str] = []
        place = 0
        for character in line:
            if character in "\b\r":
                place = 0 if character == "\r" else max(0, place - 1)
            else:
                seen[place : place + 1] = character
                place += 1
        lines.append("".join(seen).rstrip())
    return "\n".join(lines)
