"""Nobody waits for another, and nobody's grade depends on who is graded beside them."""

import contextlib
import os
import shutil
import subprocess
import sys
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import pytest

pytest.importorskip("psutil", reason="needs the extra [grade]")

from coursekit.grading.intake.submission import Submission
from coursekit.grading.run import class_run, limits, submission_run
from coursekit.grading.run.executors import share_of
from coursekit.grading.run.stored import outcome_of
from coursekit.grading.run.task import LessonRun, Outcome, Task
from coursekit.grading.score import Grade
from coursekit.manifest import ROOT
from tests.course.corpus import attacks, reference
from tests.course.grading import runs

HARMFUL = (
    "endless_loop",
    "forgets_its_children",
    "keeps_the_pipe",
    "lists_of_lists",
    "spins_beside",
)
HONEST = 4


def _write(folder, files):
    (folder / "mnist_course").mkdir(parents=True)
    for name, content in files.items():
        (folder / "mnist_course" / name).write_bytes(content)


def _results_by_place(out):
    """Return the results of the honest ones, without how long they took."""
    return {
        key: [(r["function"], r["check"], r["status"], r["message"]) for r in results]
        for key, results in runs.results(out).items()
    }


@pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("bwrap"), reason="needs bubblewrap, on Linux"
)
def test_harmful_submissions_change_no_grade_beside_them(tmp_path):
    for number in range(HONEST):
        files = reference()
        files["load_data.py"] += f"\n# {number}\n".encode()
        for folder in ("alone", "mixed"):
            _write(tmp_path / folder / f"{2 * number}", files)
    harmful = [attack for attack in attacks() if attack.path.stem in HARMFUL]
    for number, attack in enumerate(harmful):
        _write(tmp_path / "mixed" / f"{2 * number + 1}", attack.files)
    assert len(harmful) == len(HARMFUL)
    for folder in ("alone", "mixed"):
        run = runs.course_grade(tmp_path / folder, tmp_path / f"{folder}-out", "--lessons", "01")
        assert run.returncode == 0, run.stderr
    alone, mixed = (_results_by_place(tmp_path / f"{name}-out") for name in ("alone", "mixed"))
    assert len(alone) == HONEST and len(mixed) == HONEST + len(HARMFUL)
    assert alone.items() <= mixed.items()
    points = runs.points(tmp_path / "mixed-out")
    assert all(points[f"{2 * number}"] == 10 for number in range(HONEST))
    assert all(points[f"{2 * number + 1}"] < 10 for number in range(len(HARMFUL)))


class _Places:
    """An executor that does the work at once, in this process; `ends` says whose process dies how often."""

    def __init__(self, ends):
        self.ends = dict(ends)
        self.order = []

    def submit(self, work, task, alone):
        future = Future()
        self.order.append((task.key, alone))
        self.ends[task.key] = self.ends.get(task.key, 0) - 1
        if self.ends[task.key] >= 0:
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(work(task, alone))
        return future


def _run(tasks, out, monkeypatch, ends=(), slow=()):
    def run_submission(task, alone):
        if task.key in slow and not alone:
            return {**Outcome(task.key).as_dict(), "problem": _NOT_YET}
        done = {number: LessonRun(one, task.seed) for number, one in task.fingerprints.items()}
        return Outcome(task.key, seed=task.seed, lessons=done).as_dict()

    monkeypatch.setattr(submission_run, "run_submission", run_submission)
    places = _Places(ends)
    class_run.run_tasks(tasks, out, lambda: contextlib.nullcontext(places))
    return places.order


_NOT_YET = {"code": "not_yet", "fields": {}, "details": ""}
TASKS = [
    Task({"load_data.py": b"%d" % n}, n, lessons="01", fingerprints={"01": "x"}) for n in range(3)
]


def test_whose_process_dies_is_run_once_more_alone_when_all_others_are_done(tmp_path, monkeypatch):
    first, second, third = (task.key for task in TASKS)
    order = _run(TASKS, tmp_path, monkeypatch, ends={first: 1}, slow=[second])
    assert order[:3] == [(first, False), (second, False), (third, False)]
    assert sorted(order[3:]) == sorted([(first, True), (second, True)])
    assert [outcome_of(tmp_path, task).problem for task in TASKS] == [None] * 3


def test_a_second_death_is_a_zero_that_says_why(tmp_path, monkeypatch):
    _run(TASKS, tmp_path, monkeypatch, ends={TASKS[1].key: 2})
    outcome = outcome_of(tmp_path, TASKS[1])
    grade = Grade(Submission("eve", TASKS[1].files), outcome)
    assert grade.points == 0 and not grade.failed_to_grade
    assert any("ended the process that grades it" in note for note in grade.notes)
    assert all("ended the process" in result.message for result in grade.results)
    assert {result.function for result in grade.results} == {
        "load_data",
        "scale_images",
        "split_validation",
    }


def test_how_long_one_may_take_beside_others_follows_the_machine(monkeypatch):
    monkeypatch.setattr(limits, "took", [])
    first = limits.beside_others()
    assert first == limits.PATIENCE * limits.TIMES_AS_LONG
    monkeypatch.setattr(limits, "took", [1.0])
    assert limits.beside_others() == limits.PATIENCE
    monkeypatch.setattr(limits, "took", [20.0, 30.0, 400.0])
    assert limits.beside_others() == 30 * limits.TIMES_AS_LONG


def test_places_share_the_processors(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1, 2, 5, 7}, raising=False)
    shares = [share_of(place, 2) for place in range(2)]
    assert shares == [{0, 2, 7}, {1, 5}]
    assert [share_of(place, 7) for place in (0, 4, 5, 6)] == [{0}, {7}, {0}, {1}]


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="needs Linux")
def test_a_process_of_a_place_keeps_to_its_share():
    script = """
import os
from coursekit.grading.run.executors import local_executor, share_of
with local_executor(2) as executor:
    found = {tuple(executor.submit(os.sched_getaffinity, 0).result()) for _ in range(4)}
assert found <= {tuple(share_of(place, 2)) for place in range(2)}, found
"""
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
