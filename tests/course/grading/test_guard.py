"""Reading ends in time whatever was handed in, and opens nothing but files: in a process that may be ended."""

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from coursekit.errors import CourseError
from coursekit.grading.intake import guard as guarding
from coursekit.grading.intake.archive import children_of, opened, read_bytes
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.intake.guard import Guard
from coursekit.grading.intake.pieces import pieces_at
from coursekit.grading.intake.works import works_in
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.manifest import ROOT

if sys.platform != "linux":
    pytest.skip("needs Linux, which counts a process's time and memory", allow_module_level=True)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ((os._exit, 0), GradingCode.READING_ENDED),
        ((sum, itertools.count()), GradingCode.READING_ENDED),
        ((time.sleep, 600), GradingCode.READING_ENDED),
        ((bytearray, guarding.MEMORY_BYTES), GradingCode.READING_FAILED),
        ((int, "no number"), GradingCode.READING_FAILED),
    ],
    ids=["ends the process", "never ends", "sleeps", "takes memory", "raises an error"],
)
def test_what_one_reading_does_harms_no_other(question, code, monkeypatch):
    if question[0] is time.sleep:
        monkeypatch.setattr(guarding, "WAITING", 1.0)
    with Guard() as guard:
        answer = guard.ask(*question)
        assert isinstance(answer, GradingProblem) and answer.code is code, answer
        # A new process needs longer than that to begin.
        monkeypatch.undo()
        assert guard.ask(len, "abc") == 3


def test_a_wrong_call_is_told_from_a_bad_submission(tmp_path):
    with Guard() as guard, pytest.raises(CourseError, match="There is nothing at"):
        guard.ask(read_submissions, [tmp_path / "nothing"])


def test_nothing_is_left_running(tmp_path):
    with Guard() as guard:
        number = guard.ask(os.getpid)
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def _class(folder, *names):
    for name in names:
        (folder / name / "mnist_course").mkdir(parents=True)
        (folder / name / "mnist_course" / "load_data.py").write_text("x = 1")
    return folder


@pytest.mark.parametrize("becomes", ["gone", "a link", "a pipe"])
def test_what_becomes_something_else_while_it_is_read_is_not_read(tmp_path, becomes, monkeypatch):
    file = _class(tmp_path, "eve") / "eve" / "mnist_course" / "load_data.py"
    (tmp_path / "secret").write_text("secret")
    really_open = os.open

    def swap_first(path, *flags):
        file.unlink()
        if becomes == "a link":
            file.symlink_to(tmp_path / "secret")
        if becomes == "a pipe":
            os.mkfifo(file)
        return really_open(path, *flags)

    monkeypatch.setattr(os, "open", swap_first)
    assert read_bytes(file, 100) is None


def test_a_submission_that_vanishes_is_one_with_a_problem(tmp_path):
    ann, eve = pieces_at(_class(tmp_path, "ann", "eve"))
    shutil.rmtree(eve.place)
    (work,) = works_in([eve], False)
    assert work.problem.code is GradingCode.NO_FILE_OR_FOLDER
    assert works_in([ann], False)[0].files


def test_a_linked_folder_has_nothing_in_it(tmp_path):
    _class(tmp_path, "ann")
    (tmp_path / "eve").symlink_to("ann")
    assert children_of(tmp_path / "eve") == []
    assert opened(tmp_path / "eve").code is GradingCode.LINK


@pytest.mark.skipif(not shutil.which("bwrap"), reason="needs bubblewrap, on Linux")
def test_a_folder_that_may_not_be_read_harms_nobody():
    from tests.course.grading.runs import COURSE, as_ordinary_user

    root = os.geteuid() == 0  # Root reads every folder: somebody else has to look.
    with tempfile.TemporaryDirectory(prefix="guard-") as name:
        folder = Path(name)
        become = as_ordinary_user(folder) if root else []
        _class(folder / "class", "ann", "eve")
        (folder / "class" / "eve").chmod(0)
        run = subprocess.run(
            [*become, *COURSE, "grade", f"{name}/class", "--out", f"{name}/grades", "--dry-run"],
            capture_output=True,
            text=True,
            env={**os.environ, "HOME": name, "PYTHONPATH": str(ROOT)},
        )
        (folder / "class" / "eve").chmod(0o700)
    assert run.returncode == 0, run.stderr
    assert "eve can't be read" in run.stdout
    assert "ann\n" in run.stdout and "load_data.py" in run.stdout


def test_a_path_of_5000_letters_is_told_in_a_sentence(tmp_path):
    # Longer than the system takes at one go: made step by step.
    name = "a" * 200
    step = os.open(tmp_path, os.O_RDONLY)
    for _ in range(25):
        os.mkdir(name, dir_fd=step)
        step, last = os.open(name, os.O_RDONLY, dir_fd=step), step
        os.close(last)
    os.close(step)
    path = tmp_path.joinpath(*[name] * 25)
    try:
        with pytest.raises(CourseError, match="There is nothing at"):
            read_submissions([path])
        (one,) = read_submissions([tmp_path])
        assert "There is no folder mnist_course" in one.problem.sentence
    finally:
        os.system(f"rm -r {tmp_path / name}")
