"""What a notebook uses: `check`, `hint`, and what ``%load_ext coursekit`` switches on."""

import importlib.util
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

from coursekit.manifest import ROOT, Function, Lesson, load_manifest


def check(what: int | str) -> None:
    """Run the checks of a lesson (``check(3)``) or of one function (``check("build_mlp")``) and print the result.

    The functions that are checked are those that this notebook imports: the learner's in ``lessons/``, the
    reference in ``solutions/``.
    """
    from coursekit.checks.report import report_lines
    from coursekit.checks.results import in_course_order, load_results

    manifest = load_manifest()
    try:
        target = _test_of(what)
    except KeyError as error:
        print(error.args[0])
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "results.json"
        command = [sys.executable, "-m", "pytest", target, "--results", str(file)]
        if learner_folder() != ROOT:
            command.append(f"--learner={learner_folder()}")
        # The kernel's plotting backend belongs to the notebook, not to the checks.
        environment = {key: value for key, value in os.environ.items() if key != "MPLBACKEND"}
        run = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8"
        )
        if not file.exists():
            print(f"The checks could not run:\n{run.stdout}{run.stderr}")
            return
        results = in_course_order(load_results(file), manifest)
    print("\n".join(text for text, _ in report_lines(results, manifest)))


def hint(function: str) -> None:
    """Print the next hint for a function, one tier more each time: ``hint("build_mlp")``."""
    from coursekit.learning.hints import next_hint

    known = load_manifest().functions
    if function not in known:
        print(f"The course has no function {function!r}. It has: {', '.join(known)}.")
        return
    number, total, text = next_hint(known[function], ROOT)
    print(f"Hint {number} of {total}: {text}")


def learner_folder() -> Path:
    """Return the folder whose ``mnist_course`` an import in this process means."""
    found = importlib.util.find_spec("mnist_course")
    if found is None or not found.submodule_search_locations:
        return ROOT
    return Path(next(iter(found.submodule_search_locations))).resolve().parent


def set_up(shell: Any) -> None:
    """Reload edited modules before each cell, and say in a line when a function is not written yet.

    Parameters
    ----------
    shell
        The IPython shell of the notebook.
    """
    shell.run_line_magic("load_ext", "autoreload")
    shell.run_line_magic("autoreload", "2")
    shell.set_custom_exc((NotImplementedError, NameError), _show_unwritten)


_unwritten: list[str] = []
"""The functions that were found unwritten in this notebook."""


def _show_unwritten(
    shell: Any, kind: type, error: BaseException, trace: Any, tb_offset: Any = None
) -> None:
    last = traceback.extract_tb(trace)[-1]
    file = Path(last.filename)
    in_learners_module = file.parent.name == "mnist_course"
    if kind is NotImplementedError and in_learners_module:
        _unwritten.append(last.name)
        print(f"{last.name} is not written yet.")
        print(
            f"→ Open mnist_course/{file.name}, write {last.name}, save the file, and run this cell again."
        )
    elif kind is NameError and _unwritten and not in_learners_module:
        print(f"{error.name} does not exist yet. It comes from a cell further up.")
        print(f"→ First write {_unwritten[0]}, then run the cells from there on again.")
    else:
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def _test_of(what: int | str) -> str:
    """Return what pytest should run, relative to the course folder."""
    manifest = load_manifest()
    function = manifest.functions.get(str(what))
    if function is None:
        return manifest.lesson(what).tests
    lesson = manifest.lesson(function.lesson_number)
    return _node(lesson, function)


def _node(lesson: Lesson, function: Function) -> str:
    if len(lesson.functions) == 1:
        return lesson.tests
    name = "".join(part.capitalize() for part in function.name.split("_"))
    return f"{lesson.tests}/test_{lesson.slug}.py::Test{name}"
