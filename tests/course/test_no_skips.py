"""COURSE_NO_SKIPS=1: where everything is installed, nothing may be skipped."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

A_TEST = """
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
    "text, with_skips, without",
    [
        (A_TEST, "1 passed, 2 skipped, 1 xfailed", "1 failed, 1 passed, 1 xfailed, 1 error"),
        (A_FILE, "1 skipped", "1 error"),
    ],
)
def test_a_skip_is_a_failure_that_says_why_when_nothing_may_be_skipped(
    tmp_path, text, with_skips, without
):
    shutil.copy(Path(__file__).with_name("conftest.py"), tmp_path)
    (tmp_path / "test_it.py").write_text(text)
    assert f"\n{with_skips} in " in _pytest(tmp_path)
    said = _pytest(tmp_path, COURSE_NO_SKIPS="1")
    assert f"\n{without} in " in said
    assert "needs a moon" in said


def _pytest(folder: Path, **settings: str) -> str:
    environment = {name: text for name, text in os.environ.items() if name != "COURSE_NO_SKIPS"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."]
    options = ["-c", os.devnull, "-p", "coursekit.checks.plugin"]
    run = subprocess.run(
        [*command, *options],
        cwd=folder,
        env={**environment, **settings},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return run.stdout
