"""`course solution` shows the reference beside the learner's own, to those who passed or who insist."""

import io
import os
import shutil
import subprocess
import sys

import pytest
from rich.console import Console

from coursekit.checks.progress import save_progress
from coursekit.checks.results import CheckResult, Status
from coursekit.learning.solution import show_solution
from coursekit.manifest import ROOT, load_manifest

COURSE = [sys.executable, "-c", "from coursekit.cli import main; main()"]
LESSON = load_manifest().lesson("fit")
IN_THE_SOLUTION = "model.fit(X_train, y_train"


@pytest.fixture
def shown(submission):
    """Return a function that shows a lesson's solution beside a module, in a terminal of some width."""

    def show(source, width=160):
        folder = submission(fit=source)
        (folder / "solutions").mkdir()
        shutil.copytree(ROOT / "solutions" / "mnist_course", folder / "solutions" / "mnist_course")
        console = Console(file=io.StringIO(), width=width)
        show_solution(LESSON, folder, console)
        return console.file.getvalue()

    return show


OWN = '''
def fit_model(model, train, valid, epochs=30, batch_size=32):
    """Train."""
    return model.fit(*train)
'''


def test_in_a_wide_terminal_the_two_stand_side_by_side(shown):
    (line,) = [line for line in shown(OWN).splitlines() if "def fit_model" in line]
    assert line.count("def fit_model") == 2


def test_in_a_narrow_terminal_they_stand_one_below_the_other(shown):
    lines = shown(OWN, width=80).splitlines()
    solution, own = [n for n, line in enumerate(lines) if "def fit_model" in line]
    assert lines[solution - 1].strip() == "the solution" and lines[own - 1].strip() == "yours"
    assert any(IN_THE_SOLUTION in line for line in lines[solution:own])
    assert any("model.fit(*train)" in line for line in lines[own:])


def test_only_code_is_shown_not_docstrings_nor_marks(shown):
    text = shown(OWN)
    assert "Train" not in text and "SOLUTION" not in text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def fit_model(:\n", "mnist_course/fit.py can't be read: line 1"),
        ("import keras\n", "mnist_course/fit.py has no fit_model"),
        ("fit_model = print\n", "fit_model = print"),
        ("@cache\ndef fit_model():\n    return 1\n", "@cache"),
    ],
    ids=["syntax error", "no such function", "assigned", "decorated"],
)
def test_whatever_the_learner_wrote_the_solution_is_shown(shown, source, words):
    text = shown(source)
    assert words in text and IN_THE_SOLUTION in text


@pytest.fixture
def course(tmp_path):
    """Return a folder with a course of its own, as far as the command needs it."""
    for name in ("coursekit", "solutions/mnist_course", "mnist_course"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignore)
    shutil.copy(ROOT / "course.toml", tmp_path)
    return tmp_path


def _run(course, *args):
    return subprocess.run(
        [*COURSE, "solution", *args],
        cwd=course,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_without_a_terminal_nobody_can_be_asked(course):
    run = _run(course, "5")
    assert run.returncode == 1 and IN_THE_SOLUTION not in run.stdout
    assert "You have not passed lesson 5 yet. `course solution 05 --yes` shows it." in run.stderr


def test_yes_shows_it_at_once(course):
    run = _run(course, "5", "--yes")
    assert run.returncode == 0 and IN_THE_SOLUTION in run.stdout


def test_after_the_lesson_passed_it_is_shown_without_a_question(course):
    first, *others = LESSON.functions
    save_progress([CheckResult("05", first.name, "works", Status.PASSED)], course)
    assert _run(course, "5").returncode == 1
    save_progress([CheckResult("05", f.name, "works", Status.PASSED) for f in others], course)
    run = _run(course, "5")
    assert run.returncode == 0 and IN_THE_SOLUTION in run.stdout


@pytest.mark.skipif(os.name == "nt", reason="answers through a POSIX terminal")
@pytest.mark.parametrize(("answer", "is_shown"), [("y\n", True), ("\n", False)])
def test_in_a_terminal_it_asks(course, answer, is_shown):
    import pty

    controlled, terminal = pty.openpty()
    run = subprocess.Popen(
        [*COURSE, "solution", "5"], cwd=course, stdin=terminal, stdout=subprocess.PIPE, text=True
    )
    try:
        os.write(controlled, answer.encode())
        output, _ = run.communicate(timeout=120)
    finally:
        run.kill()
        os.close(controlled)
        os.close(terminal)
    assert "You have not passed lesson 5 yet. Show the solution all the same? [y/N]" in output
    assert (IN_THE_SOLUTION in output) == is_shown
    assert run.returncode == (0 if is_shown else 1)
