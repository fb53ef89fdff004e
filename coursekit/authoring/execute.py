"""Runs solution notebooks and stores their outputs."""

import os
import re
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from coursekit.authoring.build import fill, notebook_text
from coursekit.errors import CourseError
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
    fill(notebook, lesson, load_manifest(root / "course.toml"))
    path.write_text(notebook_text(notebook), encoding="utf-8", newline="\n")
    return path


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
