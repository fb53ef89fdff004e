"""What a second pytest has run is reported as if the first had; what it has not reported is run here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent

MINE = "def test_mine():\n    pass\n"
RUN_THERE = """
import os

import pytest

def test_that_is_run_there(pytestconfig):
    assert "Reporter" in {type(one).__name__ for one in pytestconfig.pluginmanager.get_plugins()}
    assert "COURSE_REPORTS" not in os.environ

def test_that_fails():
    assert {"seen": 1} == {"seen": 2}, "so that it is seen"

@pytest.mark.skip(reason="needs a moon")
def test_that_is_skipped():
    pass

@pytest.mark.xfail
def test_that_may_fail():
    raise ValueError
"""
DIES = """
import os

def test_that_is_run_there(pytestconfig):
    pass

def test_that_ends_the_second(pytestconfig):
    if "Reporter" in {type(one).__name__ for one in pytestconfig.pluginmanager.get_plugins()}:
        os._exit(1)
"""
IN_THE_FIRST = """
def test_that_is_run_here(pytestconfig):
    assert "Reporter" not in {type(one).__name__ for one in pytestconfig.pluginmanager.get_plugins()}
"""


@pytest.fixture
def suite(tmp_path):
    """Return a folder with a test of its own, and a folder of tests for the second pytest."""
    for name in ("beside.py", "conftest.py"):
        target = tmp_path / "tests" / "course" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / name, target)
    (tmp_path / "tests" / "course" / "grading").mkdir()
    (tmp_path / "tests" / "course" / "test_mine.py").write_text(MINE)
    return tmp_path


def test_the_second_ones_reports_are_given(suite):
    said = _pytest(suite, RUN_THERE)
    assert "\n1 failed, 2 passed, 1 skipped, 1 xfailed in " in said
    assert "so that it is seen" in said
    assert "needs a moon" in said


def test_what_it_has_not_reported_is_run_here(suite):
    said = _pytest(suite, DIES)
    assert "\n3 passed in " in said


def test_alone_it_is_run_here(suite):
    said = _pytest(suite, IN_THE_FIRST, "tests/course/grading")
    assert "\n1 passed in " in said


def _pytest(folder: Path, there: str, *what: str) -> str:
    """Run pytest in the folder, with these tests for the second one; return what it prints."""
    (folder / "tests" / "course" / "grading" / "test_there.py").write_text(there)
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("COURSE_")
    }
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "--rootdir", "."]
    options = ["-c", os.devnull, "--disable-plugin-autoload", "-p", "coursekit.checks.session"]
    options += ["-p", "no:cacheprovider"]
    run = subprocess.run(
        [*command, *options, *what],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return run.stdout
