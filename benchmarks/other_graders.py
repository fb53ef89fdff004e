"""The same work for notebook graders: each submission as one notebook, executed by nbgrader or by Otter.

The notebook holds a submission's functions of all seven lessons, then what the seed of the course does with them on
the bundled sample (30 epochs on 3,667 images, batches of 32, SGD 0.01), then one cell of simple assertions for each
lesson. Both graders are installed from PyPI into a virtual environment of their own.
"""

import json
import os
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from coursekit.manifest import load_manifest
from coursekit.mnist import SAMPLE

PACKAGES = ["nbgrader", "otter-grader", "tensorflow", "numpy", "pandas", "matplotlib", "ipykernel"]

LOADER = f"""
import types
import numpy as np
arrays = np.load({str(SAMPLE)!r})
digits = (arrays["x_train"], arrays["y_train"]), (arrays["x_test"], arrays["y_test"])
mnist = types.SimpleNamespace(load_data=lambda: digits)
"""
SEED = """
(X_train_full, y_train_full), (X_test, y_test) = load_data()
train, valid = split_validation(scale_images(X_train_full), y_train_full, 333)
model = compile_model(build_mlp())
history = fit_model(model, train, valid).history
loss, accuracy = evaluate_model(model, scale_images(X_test), y_test)
predicted = predict_digits(model, scale_images(X_test[:3]))
"""
CHECKS = {
    "load_data": "assert X_train_full.shape == (4000, 28, 28)\nassert scale_images(X_test).max() == 1",
    "visualize": "assert count_labels(y_test).sum() == 1000\nassert plot_digit(X_test[0], 7).get_title() == 'Label: 7'",
    "build_mlp": "assert model.count_params() == 266_610\nassert len(model.layers) >= 4",
    "compile": "assert model.optimizer.name.lower() == 'sgd'",
    "fit": "assert len(history['val_loss']) == 30\nassert plot_learning_curves(history).get_ylim() == (0, 1)",
    "evaluate": "assert accuracy > 0.85\nassert describe_result(0.5, 0.9).endswith('90.00%')",
    "predict": "assert predicted.shape == (3,)\nassert plot_predictions(X_test[:3], predicted, y_test[:3])",
}


def install(folder: Path) -> Path:
    """Make the virtual environment and return its folder of commands."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    commands = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [str(commands / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, *PACKAGES], check=True)
    return commands


def versions(commands: Path) -> list[str]:
    """Return the graders with their versions."""
    run = subprocess.run(
        [commands / "python", "-m", "pip", "freeze"], capture_output=True, text=True, check=True
    )
    return [line for line in run.stdout.splitlines() if line.startswith(tuple(PACKAGES[:2]))]


def seconds_for_nbgrader(
    commands: Path, submissions: list[dict[str, bytes]], folder: Path, jobs: int
) -> float:
    """Return how long ``nbgrader autograde`` takes for all submissions, so many courses at the same time."""
    courses = []
    for job in range(jobs):
        course = folder / f"course{job}"
        notebook = course / "source" / "digits" / "digits.ipynb"
        _write(notebook, _notebook(submissions[job], nbgrader=True))
        (course / "nbgrader_config.py").write_text(
            'c.CourseDirectory.course_id = "c"\nc.ExecutePreprocessor.timeout = 900\n'
        )
        _run([commands / "nbgrader", "generate_assignment", "digits"], course)
        for place, files in enumerate(submissions[job::jobs]):
            handed_in = course / "submitted" / f"student{place}" / "digits" / "digits.ipynb"
            _write(handed_in, _notebook(files, nbgrader=True))
        courses.append(course)
    start = time.monotonic()
    with ThreadPoolExecutor(jobs) as pool:
        list(
            pool.map(
                lambda course: _run([commands / "nbgrader", "autograde", "digits"], course), courses
            )
        )
    seconds = time.monotonic() - start
    points = 0
    for course in courses:
        with sqlite3.connect(course / "gradebook.db") as book:
            points += book.execute("select sum(auto_score) from grade").fetchone()[0]
    _expect_full(points, len(submissions), "nbgrader")
    return seconds


def seconds_for_otter(
    commands: Path, submissions: list[dict[str, bytes]], folder: Path, jobs: int
) -> float:
    """Return how long ``otter run`` takes for all submissions, so many at the same time."""
    for slug, check in CHECKS.items():
        lines = check.splitlines()
        code = "\n".join([f">>> {line}" for line in lines])
        suite = {"cases": [{"code": code}], "scored": True, "setup": "", "type": "doctest"}
        test = {"name": slug, "points": 1, "suites": [suite]}
        path = folder / "tests" / f"{slug}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"OK_FORMAT = True\n\ntest = {test!r}\n")
    _run([commands / "otter", "generate", "-t", "tests", "-o", "autograder.zip"], folder)
    notebooks = []
    for place, files in enumerate(submissions):
        # Otter works in the folder that it is started in.
        notebooks.append(folder / f"submission{place}" / "digits.ipynb")
        _write(notebooks[-1], _notebook(files, nbgrader=False))
    otter = [commands / "otter", "run", "-a", folder / "autograder.zip", "-o", ".", "digits.ipynb"]
    start = time.monotonic()
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(lambda notebook: _run(otter, notebook.parent), notebooks))
    seconds = time.monotonic() - start
    points = 0
    for notebook in notebooks:
        results = json.loads((notebook.parent / "results.json").read_text())
        points += sum(test["score"] for test in results["tests"] if test["name"] in CHECKS)
    _expect_full(points, len(submissions), "Otter")
    return seconds


GRADERS = {"nbgrader autograde": seconds_for_nbgrader, "otter run": seconds_for_otter}


def _expect_full(points: float, submissions: int, grader: str) -> None:
    """Make sure that the notebooks were really executed: they are right, so they get all points."""
    if points != len(CHECKS) * submissions:
        raise RuntimeError(f"{grader} gave {points} points for {submissions} right submissions.")


def _notebook(files: dict[str, bytes], nbgrader: bool) -> nbformat.NotebookNode:
    code = [LOADER]
    for lesson in load_manifest().core:
        lines = files[f"{lesson.slug}.py"].decode().splitlines()
        # Without the course's imports, and without marks that nbgrader would take for its own.
        kept = [line for line in lines if not line.strip().startswith(("from ", "### "))]
        code.append("\n".join(kept))
    cells = [nbformat.v4.new_code_cell(text) for text in [*code, SEED]]
    for slug, check in CHECKS.items() if nbgrader else ():
        cell = nbformat.v4.new_code_cell(check)
        cell.metadata["nbgrader"] = {
            "grade": True,
            "grade_id": slug,
            "locked": True,
            "points": 1,
            "schema_version": 3,
            "solution": False,
            "task": False,
        }
        cells.append(cell)
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    return notebook


def _write(path: Path, notebook: nbformat.NotebookNode) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def _run(command: list, folder: Path) -> None:
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    # nbgrader looks for its own helpers on the PATH.
    environment["MPLBACKEND"] = "Agg"
    environment["PATH"] = os.pathsep.join([str(command[0].parent), os.environ["PATH"]])
    run = subprocess.run(
        list(map(str, command)), cwd=folder, env=environment, capture_output=True, text=True
    )
    if run.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
