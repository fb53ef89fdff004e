"""Runs solution notebooks and stores their outputs."""

import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from coursekit.authoring.build import fill, notebook_text
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
    nbclient.exceptions.CellExecutionError
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
        notebook, timeout=1800, kernel_name="python3", resources={"metadata": {"path": path.parent}}
    )
    client.execute(env=environment)
    fill(notebook, lesson, load_manifest(root / "course.toml"))
    path.write_text(notebook_text(notebook), encoding="utf-8", newline="\n")
    return path
