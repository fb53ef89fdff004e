"""COURSE_ONLY_SKIPPED=1: what one run skipped is all that the next one runs, and may not be skipped again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

A_TEST = """
import os

import pytest

def test_that_lacks_something():
    pytest.skip("needs a moon")

@pytest.mark.skipif(True, reason="needs a sun")
def test_that_is_marked():
    pass

@pytest.mark.xfail
def test_that_may_fail():
    raise ValueError

def test_that_runs():
    pass
"""
A_FILE = """
import pytest

pytest.importorskip("moon", reason="needs a moon")
"""


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (A_TEST, "1 passed, 2 skipped, 1 xfailed", "1 failed, 2 deselected, 1 error"),
        (A_FILE, "1 skipped", "1 error"),
    ],
)
def test_what_is_skipped_again_is_a_failure_that_says_why(tmp_path, text, first, second):
    shutil.copy(Path(__file__).with_name("conftest.py"), tmp_path)
    (tmp_path / "test_it.py").write_text(text)
    assert f"\n{first} in " in _pytest(tmp_path)
    said = _pytest(tmp_path, COURSE_ONLY_SKIPPED="1")
    assert f"\n{second} in " in said
    assert "needs a moon" in said


def test_what_was_skipped_runs_once_it_can(tmp_path):
    shutil.copy(Path(__file__).with_name("conftest.py"), tmp_path)
    (tmp_path / "test_file.py").write_text(A_FILE + "\ndef test_of_the_file():\n    pass\n")
    (tmp_path / "test_it.py").write_text(A_TEST.replace("True", "not os.path.exists('sun')"))
    assert "\n1 passed, 3 skipped, 1 xfailed in " in _pytest(tmp_path)
    (tmp_path / "moon.py").touch()
    (tmp_path / "sun").touch()
    said = _pytest(tmp_path, COURSE_ONLY_SKIPPED="1")
    assert "\n1 failed, 2 passed, 2 deselected in " in said


def _pytest(folder: Path, **settings: str) -> str:
    command = [sys.executable, "-m", "pytest", "-q", "--rootdir", ".", "."]
    options = ["-c", os.devnull, "--disable-plugin-autoload", "-p", "coursekit.checks.session"]
    environment = {k: v for k, v in os.environ.items() if k != "COURSE_ONLY_SKIPPED"}
    run = subprocess.run(
        [*command, *options],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(folder), **settings},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return run.stdout
