"""``course watch`` in a real terminal: what is saved is checked, and keys do what they say."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coursekit.checks.progress import is_done, save_progress
from coursekit.checks.results import CheckResult, Status
from coursekit.learning.watch import KEYS
from coursekit.manifest import ROOT, load_manifest
from coursekit.worker.problems import LearnerProblem
from coursekit.worker.spare import SpareWorker

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")

COURSE = [sys.executable, "-c", "from coursekit.cli import main; main()", "watch"]


@pytest.fixture
def copy(fresh: Path) -> Path:
    """Return a copy of the course with fresh stubs, for a process that changes it."""
    unused = shutil.ignore_patterns("__pycache__", "course")
    for name in ("coursekit", "solutions", "tests"):
        shutil.copytree(ROOT / name, fresh / name, ignore=unused)
    for name in ("course.toml", "pyproject.toml"):
        shutil.copy(ROOT / name, fresh)
    return fresh


@pytest.fixture
def terminal(copy):
    """Run a command in the copy, in a pseudo-terminal."""
    import pexpect

    def start(*command):
        process = pexpect.spawn(
            command[0],
            list(command[1:]),
            cwd=copy,
            env={**os.environ, "TERM": "xterm", "PYTHONPATH": str(copy)},
            encoding="utf-8",
            timeout=300,
            dimensions=(40, 200),
        )
        started.append(process)
        return process

    started = []
    yield start
    for process in started:
        if process.isalive():
            # Not close(force=True): it gives a killed process a tenth of a second to be gone.
            process.kill(signal.SIGKILL)
            process.wait()
        process.close(force=False)


def test_it_follows_a_learner_through_a_lesson(terminal, copy):
    file = copy / "mnist_course" / "load_data.py"
    stub = file.read_text(encoding="utf-8")
    watch = terminal(*COURSE)
    watch.expect("01 load_data · not started")
    watch.expect(KEYS)

    watch.send("h")
    watch.expect("load_data, hint 1 of 3")
    watch.expect(KEYS)

    _save_by_rename(file, "def load_data(:\n")
    watch.expect("Python can't read mnist_course/load_data.py")
    watch.expect(KEYS)

    file.write_text(_reference("load_data"), encoding="utf-8")
    watch.expect("01 load_data ✓")
    watch.expect("Lesson 01, .* done. You can load a dataset")
    watch.expect("Next: lessons/02_visualize.ipynb")
    watch.expect(KEYS)

    watch.send("h")
    watch.expect("no hint is needed. n goes on")
    watch.expect(KEYS)

    watch.send("l")
    watch.expect("1 of 7 lessons done")
    watch.expect(KEYS)

    watch.send("r")
    watch.expect("y/n")
    watch.send("n")
    watch.expect("Nothing was changed")
    watch.send("r")
    watch.expect("y/n")
    watch.send("y")
    watch.expect("Lesson 01, .* not started")
    watch.expect(r"Your version is kept: (artifacts/backups/load_data-\S+\.py)")
    assert file.read_text(encoding="utf-8") == stub
    kept = copy / watch.match[1]
    assert kept.read_text(encoding="utf-8") == _reference("load_data")

    watch.send("n")
    watch.expect("Open lessons/02_visualize.ipynb, write in mnist_course/visualize.py")
    watch.send("q")
    watch.read()
    watch.wait()
    assert watch.exitstatus == 0
    assert not _workers(copy)


def test_a_save_during_a_check_is_taken_up_afterwards(terminal, copy):
    file, pipe = copy / "mnist_course" / "visualize.py", copy / "pipe"
    os.mkfifo(pipe)
    wrong = _reference("visualize").replace("binary", "viridis")
    watch = terminal(*COURSE)
    watch.expect(KEYS)
    file.write_text(f"open({str(pipe)!r}).read()\n{wrong}", encoding="utf-8")
    # Opens when the wrong file reads from it, that is while it is imported; closing lets the import go on.
    with pipe.open("w"):
        file.write_text(_reference("visualize"), encoding="utf-8")
    watch.expect("02 plot_digit ✗ draws black on white")
    watch.expect("02 plot_digit ✓")


def test_the_verdict_comes_before_the_look_for_a_change_and_what_was_found_after_it(terminal, copy):
    file = copy / "mnist_course" / "load_data.py"
    watch = terminal(*COURSE)
    watch.expect(KEYS)
    wrong = _reference("load_data").replace("labels[n_valid:]", "labels[n_valid - 1 :]")
    file.write_text(wrong, encoding="utf-8")
    watch.expect("01 split_validation ✗")
    watch.expect("Looking for one change that repairs it")
    watch.expect("With one change, the checks pass. - 1 behind n_valid is too much")
    watch.expect(KEYS)


def test_it_says_that_tensorflow_is_not_ready_yet_and_remembers_what_passed(terminal, copy):
    lessons = load_manifest().lessons
    earlier = [function for lesson in lessons[:2] for function in lesson.functions]
    save_progress(
        [CheckResult(f.lesson_number, f.name, "works", Status.PASSED) for f in earlier], copy
    )
    watch = terminal(*COURSE)
    watch.expect("getting TensorFlow ready")
    watch.expect("03 build_mlp · not started")
    file = copy / "mnist_course" / "build_mlp.py"
    file.write_text(_reference("build_mlp"), encoding="utf-8")
    watch.expect("03 build_mlp ✓")
    watch.expect(KEYS)
    assert is_done(lessons[2], copy)


def test_who_saves_again_at_once_does_not_wait_for_the_next_worker(fresh):
    file = fresh / "mnist_course" / "build_mlp.py"
    file.write_text("import keras\n\ndef build_mlp():\n    return 1\n", encoding="utf-8")
    spare = SpareWorker(fresh, load_manifest())
    with spare.learner(["build_mlp"]) as first, pytest.raises(LearnerProblem, match="1"):
        first.build_mlp()
    file.write_text("import keras\n\ndef build_mlp():\n    return 2\n", encoding="utf-8")
    with spare.learner(["build_mlp"]) as again, pytest.raises(LearnerProblem, match="2"):
        again.build_mlp()
    assert again is first
    # When the next one is ready, the last one ends.
    end = time.monotonic() + 120
    while first.ready() and time.monotonic() < end:
        time.sleep(0.1)
    assert not first.ready()
    with spare.learner(["build_mlp"]) as other:
        assert other is not first and other.warm()
    spare.stop()
    assert not other.ready()


def test_it_begins_with_the_lesson_that_is_asked_for(terminal):
    watch = terminal(*COURSE, "2")
    watch.expect("02 plot_digit · not started")


def test_ctrl_c_ends_it_and_gives_the_terminal_back(terminal, copy):
    shell = terminal("sh", "-c", 'trap : INT; "$@"; echo "code $?"; stty -a', "sh", *COURSE)
    shell.expect(KEYS)
    shell.sendintr()
    shell.expect("code 0")
    shell.expect(r"[^-]icanon")
    shell.expect(r"[^-]echo\b")
    assert not _workers(copy)


def test_without_a_terminal_it_watches_and_shows_no_keys(copy):
    with subprocess.Popen(
        COURSE,
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as watch:
        seen = _read_until(watch, "not started.")
        (copy / "mnist_course" / "load_data.py").write_text(_reference("load_data"))
        seen += _read_until(watch, "Next:")
        watch.terminate()
    assert "01 scale_images ✓" in seen
    assert KEYS not in seen and "\x1b" not in seen


def _reference(slug: str) -> str:
    return (ROOT / "solutions" / "mnist_course" / f"{slug}.py").read_text(encoding="utf-8")


def _save_by_rename(file: Path, text: str) -> None:
    """Save as careful editors do: write another file, then put it in the place of the old one."""
    other = file.with_name(f"{file.name}.tmp")
    other.write_text(text, encoding="utf-8")
    other.replace(file)


def _read_until(process: subprocess.Popen, words: str) -> str:
    seen = ""
    for line in process.stdout:
        seen += line
        if words in line:
            break
    assert words in seen, seen
    return seen


def _workers(copy: Path) -> list[str]:
    """Return the command lines of running workers that serve this copy."""
    run = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    return [
        line for line in run.stdout.splitlines() if "worker.inside" in line and str(copy) in line
    ]
