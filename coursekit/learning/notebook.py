"""What a notebook uses: `check`, `hint`, and what ``%load_ext coursekit`` switches on."""

import importlib.util
import os
import sys
import traceback
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.errors import CourseError
from coursekit.learning.asked import asked_for
from coursekit.learning.error_sentences import sentence
from coursekit.manifest import ROOT, Function, Lesson, Manifest, load_manifest
from coursekit.quiet import mute_kernel
from coursekit.surroundings import hidden_library, hiding_files, own_keras
from coursekit.worker.names import PACKAGE

if TYPE_CHECKING:
    from coursekit.checks.html import NotebookReport
    from coursekit.checks.results import CheckResult
    from coursekit.worker.learner import Learner
    from coursekit.worker.spare import SpareWorker


def check(what: object = None) -> None:
    """Run the checks of a lesson (``check(3)``) or of one function (``check("build_mlp")``) and show the result.

    Where a change that repairs the function is looked for, the result stands there before, and is completed then.

    The functions that are checked are those that this notebook imports: the learner's in ``lessons/``, the
    reference in ``solutions/``.
    """
    from IPython import get_ipython
    from IPython.display import DisplayHandle, display

    from coursekit.checks.run import run_checks

    manifest = load_manifest()
    early: DisplayHandle | None = None

    def show_before_trials(results: list["CheckResult"]) -> None:
        nonlocal early
        report = _report(results, lesson, manifest, folder)
        early = display(replace(report, is_last=False), display_id=True)

    try:
        lesson, target = _test_of(asked_for(what, 'check("{}")', ROOT), manifest)
        folder = learner_folder()
        with _learner(folder, lesson) as learner:
            show = show_before_trials if hasattr(get_ipython(), "kernel") else None
            results = run_checks([target], learner, ROOT, before_trials=show)
    except CourseError as error:
        print(error)
        return
    report = _report(results, lesson, manifest, folder)
    if early:
        early.update(report)
    else:
        display(report)
    for name in _written_in_cells(results):
        file = manifest.functions[name].file
        print(
            f"There is a function {name} in a cell of this notebook. The check reads the file {file}."
        )
        print("→ Copy your function into that file, in place of the one there, and save the file.")


def _written_in_cells(results: list["CheckResult"]) -> list[str]:
    """Return the functions that are not started in their file, and defined in a cell."""
    from IPython import get_ipython

    from coursekit.checks.results import Status

    shell = get_ipython()
    cells = shell.user_ns if shell else {}
    open_ones = [result.function for result in results if result.status is Status.NOT_STARTED]
    return [n for n in open_ones if getattr(cells.get(n), "__module__", "") == "__main__"]


def hint(what: object = None) -> None:
    """Print the next hint for a function, one tier more each time: ``hint("build_mlp")``."""
    from coursekit.learning.hints import function_for, next_hint

    try:
        function = function_for(asked_for(what, 'hint("{}")', ROOT), ROOT)
    except CourseError as error:
        print(error)
        return
    number, total, text = next_hint(function, ROOT)
    print(f"Hint {number} of {total}: {text}")


def learner_folder() -> Path:
    """Return the folder whose ``mnist_course`` an import in this process means."""
    found = importlib.util.find_spec("mnist_course")
    if found is None or not found.submodule_search_locations:
        return ROOT
    return Path(next(iter(found.submodule_search_locations))).resolve().parent


def set_up(shell: Any) -> None:
    """Let Keras be the course's, reload edited modules before each cell, say in a line what is not written yet.

    Parameters
    ----------
    shell
        The IPython shell of the notebook.
    """
    from coursekit.learning.reloading import Reloading

    own_keras(os.environ)
    for file in hiding_files([Path.cwd()]):
        print(hidden_library(file))
    if hasattr(shell, "kernel"):
        # What TensorFlow logs at its start would stand in red above a result.
        mute_kernel()
    reloading = Reloading()
    shell.events.register("pre_run_cell", reloading.before_cell)
    shell.events.register("post_run_cell", reloading.after_cell)
    shell.set_custom_exc((NotImplementedError, NameError), _show_unwritten)


_unwritten: list[str] = []
"""The functions that were found unwritten in this notebook."""


def _show_unwritten(
    shell: Any, kind: type, error: BaseException, trace: Any, tb_offset: Any = None
) -> None:
    last = traceback.extract_tb(trace)[-1]
    in_learners_module = Path(last.filename).parent.name == PACKAGE
    if isinstance(error, NotImplementedError) and in_learners_module:
        _unwritten.append(last.name)
        print(sentence(error, last.name, "run this cell again"))
    elif isinstance(error, NameError) and _unwritten and not in_learners_module:
        print(f"{error.name} does not exist yet. It comes from a cell further up.")
        print(f"→ First write {_unwritten[0]}, then run the cells from there on again.")
    else:
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def _test_of(what: Function | Lesson, manifest: Manifest) -> tuple[Lesson, str]:
    """Return the lesson, and what pytest should run, relative to the course folder."""
    if isinstance(what, Lesson):
        return what, what.tests
    lesson = manifest.lesson(what.lesson_number)
    return lesson, lesson.checks_of(what)


def _learner(folder: Path, lesson: Lesson) -> AbstractContextManager["Learner"]:
    if _spare is not None and _spare.folder == folder:
        return _spare.learner([lesson.slug])
    from coursekit.worker.learner import Learner

    learner = Learner(folder, load_manifest())
    # Now, and not at its first use in a check: what hinders it is no check's fault.
    learner.prepare([lesson.slug])
    return learner


def _report(
    results: list["CheckResult"], lesson: Lesson, manifest: Manifest, folder: Path
) -> "NotebookReport":
    from coursekit.checks.html import NotebookReport
    from coursekit.checks.progress import function_states
    from coursekit.checks.result_lines import function_entries, lesson_entries
    from coursekit.checks.results import Status

    # Progress is kept of the learner's functions, not of the reference.
    states = function_states(lesson, ROOT) if folder == ROOT else []
    passed = [state.function.name for state in states if state.status is Status.PASSED]
    lessons = lesson_entries(results, manifest, passed)
    done = any(entry.status is Status.PASSED for entry in lessons)
    following = manifest.after(lesson) if done else None
    links = "google.colab" not in sys.modules
    return NotebookReport(function_entries(results), lessons, following, links)


def _start_spare() -> "SpareWorker | None":
    """Start a worker for the first check, where this is a notebook's kernel and the memory allows it."""
    ipython = sys.modules.get("IPython")
    if ipython is None or not hasattr(ipython.get_ipython(), "kernel"):
        return None
    import psutil  # A kernel has it.

    from coursekit.worker.spare import SpareWorker

    if psutil.virtual_memory().available < _SPARE_MEMORY:
        return None
    try:
        return SpareWorker(learner_folder(), load_manifest())
    except CourseError:
        # The first check says it.
        return None


_SPARE_MEMORY = 2 * 2**30
"""Bytes that must be free: a spare worker takes about a third of it, TensorFlow in the notebook as much."""

_spare = _start_spare()
