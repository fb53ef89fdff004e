"""What is run again is what changed; an import that nothing uses costs nothing."""

from dataclasses import replace

import pytest

from coursekit.checks.results import CheckResult, Status
from coursekit.grading.class_rules import ClassRules
from coursekit.grading.formats.feedback import feedback_md
from coursekit.grading.intake.submission import Submission
from coursekit.grading.kept_runs import kept_runs
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.grading.run.class_run import tasks_for
from coursekit.grading.run.lesson_fingerprints import lesson_fingerprints
from coursekit.grading.run.stored import accept, outcome_of, store, take_over, to_run
from coursekit.grading.run.task import LessonRun, Outcome
from coursekit.grading.score import Grade
from coursekit.grading.unused_imports import without_unused_imports
from coursekit.manifest import load_manifest
from coursekit.worker.names import Code
from tests.course.corpus import reference

CORE = load_manifest().core


def changed_lessons(change, files=None) -> list[str]:
    """Return the lessons whose fingerprint a change of the files changes."""
    files = files or reference()
    before = lesson_fingerprints(files, CORE, "sample")
    after = lesson_fingerprints({**files, **change}, CORE, "sample")
    return [number for number in before if before[number] != after[number]]


@pytest.mark.parametrize(
    ("module", "lessons"),
    [
        ("load_data", ["01", "06"]),
        ("visualize", ["02"]),
        ("build_mlp", ["03", "06"]),
        ("compile", ["04", "06"]),
        ("fit", ["05", "06"]),
        ("evaluate", ["06"]),
        ("predict", ["07"]),
        ("speed", []),
    ],
)
def test_a_changed_module_changes_the_lessons_that_call_it(module, lessons):
    text = reference()[f"{module}.py"]
    assert changed_lessons({f"{module}.py": text + b"\n# changed\n"}) == lessons


@pytest.mark.parametrize(
    "line",
    [
        b"from mnist_course.fit import fit_model",
        b"from . import fit",
        b"from .fit import fit_model",
        b"import importlib",
        b"exec(open('x').read())",
    ],
)
def test_what_may_import_a_neighbour_changes_with_each_of_them(line):
    files = reference()
    files["visualize.py"] = line + b"\n" + files["visualize.py"]
    assert "02" in changed_lessons({"speed.py": b"# changed\n"}, files)


def test_points_are_in_no_fingerprint_and_digits_are(tmp_path):
    more = tuple(
        replace(one, functions=tuple(replace(f, points=f.points + 1) for f in one.functions))
        for one in CORE
    )
    assert lesson_fingerprints({}, more, "sample") == lesson_fingerprints({}, CORE, "sample")


def known(task, *lessons, passed=True, sandbox="none") -> dict:
    """Return an outcome with facts of these lessons."""
    results = [
        CheckResult(number, "f", "works", Status.PASSED if passed else Status.FAILED)
        for number in lessons
    ]
    done = {number: LessonRun(task.fingerprints[number], task.seed) for number in lessons}
    return Outcome(task.key, results, sandbox=sandbox, lessons=done).as_dict()


def task_of(files, lessons="1,2,3"):
    (task,) = tasks_for([Submission("ann", files)], 1, "none", "sample", lessons).values()
    return task


def test_what_is_known_is_not_run_and_the_rest_is(tmp_path):
    task = task_of(reference())
    assert to_run(tmp_path, task) == task
    store(tmp_path, task.key, known(task, "01", "03"))
    left = to_run(tmp_path, task)
    assert (left.lessons, left.seed, left.key) == ("02", task.seed, task.key)
    assert outcome_of(tmp_path, task).problem.code is GradingCode.NOT_YET
    store(tmp_path, task.key, known(left, "02"))
    assert to_run(tmp_path, task) is None
    assert [result.lesson for result in outcome_of(tmp_path, task).results] == ["01", "02", "03"]


def test_fewer_lessons_need_nothing_and_lose_nothing(tmp_path):
    task = task_of(reference())
    store(tmp_path, task.key, known(task, "01", "02", "03"))
    one = task_of(reference(), "2")
    assert one.key == task.key and to_run(tmp_path, one) is None
    assert [result.lesson for result in outcome_of(tmp_path, one).results] == ["02"]
    assert to_run(tmp_path, task) is None


def test_a_failure_of_the_grader_keeps_what_is_known(tmp_path):
    task = task_of(reference())
    store(tmp_path, task.key, known(task, "01", "02"))
    died = Outcome(
        task.key, problem=GradingProblem(GradingCode.GRADER_FAILED, {"error": "OSError()"})
    ).as_dict()
    store(tmp_path, task.key, died)
    assert to_run(tmp_path, task).lessons == "03"
    assert outcome_of(tmp_path, task).problem.code is GradingCode.GRADER_FAILED
    store(tmp_path, task.key, known(task, "03"))
    assert outcome_of(tmp_path, task).problem is None


def test_of_earlier_work_what_has_not_changed_is_taken_over(tmp_path):
    before = task_of(reference())
    store(tmp_path, before.key, known(before, "01", "02", "03"))
    files = reference()
    files["visualize.py"] += b"\n# better\n"
    after = task_of(files)
    assert after.key != before.key and after.seed != before.seed
    assert to_run(tmp_path, after, before.key).lessons == "02"
    take_over(tmp_path, after, before.key)
    assert to_run(tmp_path, after).lessons == "02"
    # The facts keep the seed under which they were found.
    assert outcome_of(tmp_path, after).lessons["01"].seed == before.seed


def test_facts_found_without_a_sandbox_are_not_taken_over_into_one(tmp_path):
    before = task_of(reference())
    store(tmp_path, before.key, known(before, "01", "02", "03"))
    after = replace(before, sandbox="bwrap")
    take_over(tmp_path, after, before.key)
    assert to_run(tmp_path, after, before.key) == after


def test_what_was_graded_again_counts_once_it_is_accepted(tmp_path):
    task, pending = task_of(reference(), "1"), tmp_path / "regrade"
    store(tmp_path, task.key, known(task, "01", passed=False))
    assert not accept(task, pending, tmp_path)
    store(pending, task.key, known(task, "01"))
    assert not outcome_of(tmp_path, task).results[0].passed
    assert accept(task, pending, tmp_path)
    assert outcome_of(tmp_path, task).results[0].passed
    assert not accept(task, pending, tmp_path)


def test_a_folder_without_runs_has_none(tmp_path):
    assert kept_runs(tmp_path).last is None
    assert kept_runs(tmp_path).earlier_key(Submission("ann")) == ""


@pytest.mark.parametrize(
    ("line", "rest", "left_out"),
    [
        ("import seaborn_x as sns", "def f():\n    return 1\n", True),
        ("import seaborn_x", "", True),
        ("import seaborn_x.objects as so  # for later", "", True),
        ("from seaborn_x import heatmap, lineplot", "", True),
        ("from seaborn_x.objects import Plot as P", "", True),
        ("import seaborn_x as sns", "def f():\n    sns.set()\n", False),
        ("from seaborn_x import heatmap, lineplot", "lineplot()\n", False),
        ("from seaborn_x import *", "", False),
        ("import seaborn_x", "__all__ = ['seaborn_x']\n", False),
        ("import numpy as np", "", False),
        ("from numpy import nothing", "", False),
        ("    import seaborn_x", "", False),
        ("import seaborn_x, numpy", "", False),
        ("from mnist_course import fit", "", False),
    ],
)
def test_an_import_of_a_missing_library_that_nothing_uses_is_left_out(line, rest, left_out):
    text = f"x = 1\n{line}\n{rest}"
    one = without_unused_imports(Submission("ann", {"fit.py": text.encode()}))
    assert one.files["fit.py"].decode() == (f"x = 1\n\n{rest}" if left_out else text)
    told = [note.sentence for note in one.notes]
    said = "fit.py, line 2: its import of seaborn_x, which is not there, was left out: nothing uses it."
    assert told == ([said] if left_out else [])


def test_lines_of_windows_stay_as_they_are():
    text = b"import seaborn_x\r\nx = 1\r\n"
    one = without_unused_imports(Submission("ann", {"fit.py": text}))
    assert one.files["fit.py"] == b"\nx = 1\r\n"


def test_nothing_waits_beside_points_that_are_lost():
    fields = {"other": "build_mlp", "lesson": "03"}
    said = "waiting for lesson 03: build_mlp comes first."
    waits = CheckResult(
        *("06", "whole_pipeline", "recognises digits", Status.WAITING),
        *(said, Code.WAITS_FOR_EARLIER, fields),
    )
    grade = Grade(Submission("a", {"x.py": b""}), Outcome("k", [waits]), ClassRules())
    text = feedback_md(grade, load_manifest().part("core"))
    assert "whole_pipeline ✗ recognises digits (0 of 2 points)" in text.replace("\\", "")
    assert "It needs build_mlp of lesson 03, which does not work" in text
    assert "waiting" not in text
