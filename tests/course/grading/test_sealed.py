"""A grade that is kept is believed only when this grader wrote it."""

import json
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import replace

import pytest

from coursekit.errors import CourseError
from coursekit.grading.run import sealed
from coursekit.grading.run.sealed import VARIABLE, grading_key, read_sealed, write_sealed
from coursekit.grading.run.stored import is_stored, outcome_of, run_seed, store
from coursekit.grading.run.task import LessonRun, Outcome, Task
from coursekit.manifest import ROOT

TASK = Task({"load_data.py": b""}, 7, lessons="01", fingerprints={"01": "as it is"})
FOUND = Outcome(TASK.key, seconds=0.1, seed=7, lessons={"01": LessonRun("as it is", 7)}).as_dict()


@pytest.fixture
def key_by(monkeypatch):
    """Return a function that chooses where the key comes from, as a new process would."""

    def choose(**environment):
        grading_key.cache_clear()
        monkeypatch.delenv(VARIABLE, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, str(value))

    yield choose
    grading_key.cache_clear()


def test_what_was_written_is_read_again(tmp_path):
    store(tmp_path, TASK.key, FOUND)
    assert outcome_of(tmp_path, TASK).as_dict() == FOUND
    seed = run_seed(tmp_path)
    assert run_seed(tmp_path) == seed


@pytest.mark.parametrize(
    "content",
    [
        FOUND,
        {**FOUND, "mac": ""},
        {**FOUND, "mac": "é" * 64},
        {**FOUND, "mac": None},
        [FOUND],
        "no JSON",
    ],
    ids=["none", "empty", "no ASCII", "nothing", "a list", "no JSON"],
)
def test_what_another_wrote_is_not_believed(tmp_path, content):
    text = content if isinstance(content, str) else json.dumps(content)
    for name in ("run.json", f"results/{TASK.key}.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert not is_stored(tmp_path, TASK)
    assert run_seed(tmp_path) != 7


def test_a_change_is_seen(tmp_path):
    store(tmp_path, TASK.key, FOUND)
    file = tmp_path / "results" / f"{TASK.key}.json"
    file.write_text(file.read_text().replace("0.1", "0.2"))
    assert not is_stored(tmp_path, TASK)


def test_a_result_is_believed_under_its_own_name_alone(tmp_path):
    store(tmp_path, TASK.key, FOUND)
    other = replace(TASK, seed=8)
    shutil.copy(
        tmp_path / "results" / f"{TASK.key}.json", tmp_path / "results" / f"{other.key}.json"
    )
    shutil.copy(tmp_path / "results" / f"{TASK.key}.json", tmp_path / "run.json")
    assert not is_stored(tmp_path, other)
    assert run_seed(tmp_path) != 7


def test_parts_are_joined_with_one_key_and_graded_anew_with_two(tmp_path, key_by):
    key_by(**{VARIABLE: "a" * 32})
    store(tmp_path, TASK.key, FOUND)
    key_by(**{VARIABLE: "a" * 32})
    assert is_stored(tmp_path, TASK)
    key_by(**{VARIABLE: "b" * 32})
    assert not is_stored(tmp_path, TASK)


def test_a_key_that_can_be_guessed_is_none(tmp_path, key_by):
    key_by(**{VARIABLE: "1234"})
    with pytest.raises(CourseError, match="can be guessed"):
        run_seed(tmp_path)


def test_the_key_is_kept_with_the_user_and_read_by_nobody_else(tmp_path, key_by):
    key_by(XDG_STATE_HOME=tmp_path / "state")
    write_sealed(tmp_path / "a.json", {"a": 1})
    assert sealed.key_file().is_relative_to(tmp_path / "state")
    key_by(XDG_STATE_HOME=tmp_path / "state")
    assert read_sealed(tmp_path / "a.json") == {"a": 1}
    if os.name == "posix":
        assert stat.S_IMODE(sealed.key_file().stat().st_mode) == 0o600
        sealed.key_file().chmod(0o644)
        key_by(XDG_STATE_HOME=tmp_path / "state")
        with pytest.raises(CourseError, match="can be read by others"):
            read_sealed(tmp_path / "a.json")


def test_where_no_key_can_be_kept_the_next_run_grades_anew(tmp_path, key_by):
    (tmp_path / "state").write_text("a file")
    key_by(XDG_STATE_HOME=tmp_path / "state")
    write_sealed(tmp_path / "a.json", {"a": 1})
    assert read_sealed(tmp_path / "a.json") == {"a": 1}
    key_by(XDG_STATE_HOME=tmp_path / "state")
    assert read_sealed(tmp_path / "a.json") is None


def _course(*arguments, cwd):
    start = f"import sys; sys.path[0] = {str(ROOT)!r}; from coursekit.cli import main; main()"
    command = [sys.executable, "-c", start, "grade", *map(str, arguments), "--sandbox", "none"]
    # A relative path in it would lead into the folder.
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=environment)


@pytest.mark.parametrize("out", ["grades", "inside/of/it", "link"])
def test_grades_are_kept_outside_of_what_was_handed_in(tmp_path, out):
    (tmp_path / "repository" / "mnist_course").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "repository", target_is_directory=True)
    place = tmp_path / "link" if out == "link" else tmp_path / "repository" / out
    run = _course(".", "--out", place, cwd=tmp_path / "repository")
    assert run.returncode == 2, run.stderr
    assert "lies in what was handed in" in run.stderr and "--out ../grades" in run.stderr
    assert not (tmp_path / "repository" / "grades").exists()


def test_nothing_is_imported_from_the_folder_that_is_graded(tmp_path):
    student = tmp_path / "repository"
    (student / "mnist_course").mkdir(parents=True)
    (student / "mnist_course" / "load_data.py").write_text("")
    touched = tmp_path / "touched"
    for name in ("multiprocessing", "threading", "numpy", "coursekit", "zipfile"):
        (student / f"{name}.py").write_text(f"open({str(touched)!r}, 'w')\n")
    run = _course(".", "--out", tmp_path / "out", "--only", "nobody", cwd=student)
    assert run.returncode == 2, run.stderr
    assert "there is no submission nobody" in run.stderr
    assert not touched.exists()
