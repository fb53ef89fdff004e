"""Gradescope's scripts, as they are in the zip, in a folder laid out like its /autograder."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("psutil", reason="needs the extra [grade]")
if os.name != "posix":
    pytest.skip("Gradescope's scripts need a POSIX shell", allow_module_level=True)

from coursekit.grading.autograder_zip import autograder_zip
from coursekit.grading.run.sandbox import NoSandbox, require_sandbox
from coursekit.manifest import ROOT
from tests.course.grading import gradescope_cases as cases


class Autograder:
    """A folder like /autograder, with this interpreter in place of what setup.sh installs."""

    def __init__(self, folder: Path, sandbox: str = "none") -> None:
        self.folder = folder
        for name in ("source", "submission", "results", "python/bin"):
            (folder / name).mkdir(parents=True)
        with zipfile.ZipFile(io.BytesIO(autograder_zip(ROOT, sandbox, "3.10"))) as archive:
            archive.extractall(folder / "source")
        self.tool(
            f"PYTHONPATH={folder}/source/course exec {sys.executable} "
            "-c 'from coursekit.cli import main; main()' \"$@\""
        )

    def tool(self, script: str) -> None:
        """Let the command `course` do this."""
        course = self.folder / "python/bin/course"
        course.write_text(f"#!/bin/sh\n{script}\n")
        course.chmod(0o755)

    def run(self) -> subprocess.CompletedProcess:
        """Copy and start run_autograder as Gradescope does."""
        script = self.folder / "run_autograder"
        script.write_bytes((self.folder / "source/run_autograder").read_bytes())
        script.chmod(0o755)
        command = [script]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=600)

    def results(self) -> dict:
        return cases.valid_results(self.folder / "results")


@pytest.mark.parametrize("name", cases.NOT_GRADABLE)
def test_what_can_not_be_graded_is_told_and_is_no_failure_of_the_grader(name, tmp_path):
    autograder = Autograder(tmp_path)
    cases.NOT_GRADABLE[name](tmp_path / "submission")
    run = autograder.run()
    assert run.returncode == 0, run.stderr
    results = autograder.results()
    assert results["score"] == 0
    assert results["output"].startswith(cases.NOTHING_GRADED + "\n")
    assert len(results["output"].splitlines()[1]) > 10
    assert {test["status"] for test in results["tests"]} == {"failed"}


def test_two_folders_of_one_name_are_told_apart(tmp_path):
    autograder = Autograder(tmp_path)
    cases.NOT_GRADABLE["two files of one name"](tmp_path / "submission")
    autograder.run()
    assert ": first/mnist_course, second/mnist_course." in autograder.results()["output"]


@pytest.mark.parametrize(
    "script",
    [
        "exit 2",
        "exit 1",
        "exit 0",
        # Killed, because the container has too little memory.
        "kill -9 $$",
    ],
)
def test_a_failed_grading_leaves_no_results_not_even_those_of_before(script, tmp_path):
    autograder = Autograder(tmp_path)
    (tmp_path / "results/results.json").write_text('{"score": 70}')
    autograder.tool(script)
    run = autograder.run()
    assert run.returncode != 0
    assert not list((tmp_path / "results").iterdir())
    assert "this is not the student's fault" in run.stdout


@pytest.mark.parametrize(
    ("starts", "asked", "used", "told"),
    [
        ("true", "auto", "bwrap", False),
        ("false", "auto", "user", True),
        ("false", "bwrap", "bwrap", False),
        ("true", "none", "none", False),
    ],
)
def test_a_sandbox_that_does_not_start_there_is_told(starts, asked, used, told, tmp_path):
    autograder = Autograder(tmp_path, asked)
    autograder.tool(f'if [ "$1" = sandbox ]; then exec {starts}; fi; echo "$@" >&2; exit 1')
    run = autograder.run()
    assert f"--sandbox {used} " in run.stderr
    assert ("The container is all that is around it." in run.stdout) == told


def test_nobody_but_root_may_read_the_checks_or_write_the_results(tmp_path):
    autograder = Autograder(tmp_path)
    autograder.run()
    for name in ("source", "submission", "results"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0


def test_to_become_a_user_without_rights_one_has_to_be_root(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(NoSandbox, match="--sandbox user needs root"):
        require_sandbox("user")


def test_a_python_that_only_root_may_read_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    (tmp_path / "setpriv").write_text("#!/bin/sh\necho permission denied >&2\nexit 127\n")
    (tmp_path / "setpriv").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(NoSandbox, match="permission denied\n→ Install Python"):
        require_sandbox("user")


def test_setup_installs_one_python_and_says_what_to_do_where_there_is_none(tmp_path):
    setup = Autograder(tmp_path).folder / "source/setup.sh"
    (tmp_path / "apt-get").write_text('#!/bin/sh\n[ "$1" = update ]\n')
    (tmp_path / "apt-get").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    run = subprocess.run(["bash", setup], env=environment, capture_output=True, text=True)
    assert run.returncode == 1
    assert "This image has no Python 3.10." in run.stdout
    assert "course gradescope --python 3.12" in run.stdout
