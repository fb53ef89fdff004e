"""Gradescope's image and the course's own, in a real engine: COURSE_ENGINE=docker pytest …; a weekly job of CI does it.

Each takes some minutes and 3 GB, because TensorFlow is installed in it.
"""

import csv
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from coursekit.grading.autograder_zip import autograder_zip
from coursekit.manifest import ROOT
from tests.course.grading import gradescope_cases as cases

ENGINE = os.environ.get("COURSE_ENGINE", "")
GRADESCOPE = """
FROM ubuntu:22.04
ADD autograder.tar /autograder/source
RUN cp /autograder/source/run_autograder /autograder/run_autograder \\
    && chmod +x /autograder/run_autograder \\
    && mkdir /autograder/submission /autograder/results \\
    && bash /autograder/source/setup.sh
WORKDIR /autograder
"""
"""What Gradescope does with a zip, by its documentation, on its usual base image without the harness."""

REACHES = """
import os

def _reached():
    ways = {
        "results": lambda: open("/autograder/results/results.json", "w"),
        "checks": lambda: os.listdir("/autograder/source"),
        "a neighbour": lambda: os.listdir("/autograder/submission"),
        "the grader": lambda: os.kill(os.getppid(), 9),
        "the vault": lambda: os.listdir(os.path.dirname(__file__) + "/../../vault"),
        "root": lambda: os.setuid(0),
    }
    found = []
    for name, way in ways.items():
        try:
            way()
        except OSError:
            continue
        found.append(name)
    return "reached " + (", ".join(found) or "nothing")

def load_data(*args):
    raise RuntimeError(_reached())
"""


def engine(*arguments: object, **options) -> subprocess.CompletedProcess:
    command = [ENGINE, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=1800, **options)


def build(name: str, folder: Path) -> str:
    run = engine("build", "--tag", name, folder)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    return name


@pytest.fixture(scope="module")
def autograder(tmp_path_factory) -> str:
    """Build Gradescope's image."""
    folder = tmp_path_factory.mktemp("image")
    (folder / "autograder.zip").write_bytes(autograder_zip(ROOT, "auto", "3.10"))
    shutil.unpack_archive(folder / "autograder.zip", folder / "source")
    shutil.make_archive(str(folder / "autograder"), "tar", folder / "source")
    (folder / "Dockerfile").write_text(GRADESCOPE)
    return build("course-autograder", folder)


def graded(image: str, submission: Path, *options: str) -> tuple[subprocess.CompletedProcess, Path]:
    """Let Gradescope's image grade a folder, by the command of Gradescope's documentation."""
    results = submission.parent / "results"
    results.mkdir()
    mounts = [f"{submission}:/autograder/submission", f"{results}:/autograder/results"]
    volumes = [word for mount in mounts for word in ("-v", mount)]
    run = engine("run", "--rm", *options, *volumes, image, "/autograder/run_autograder")
    return run, results


@pytest.fixture
def submission(tmp_path) -> Path:
    (tmp_path / "submission").mkdir()
    return tmp_path / "submission"


@pytest.mark.parametrize("name", cases.NOT_GRADABLE)
def test_gradescope_shows_what_can_not_be_graded(name, autograder, submission):
    cases.NOT_GRADABLE[name](submission)
    run, results = graded(autograder, submission)
    assert run.returncode == 0, run.stdout + run.stderr
    assert cases.valid_results(results)["output"].startswith(cases.NOTHING_GRADED)


def test_gradescope_shows_full_points_and_that_there_was_no_sandbox(autograder, submission):
    cases.full(submission)
    run, results = graded(autograder, submission)
    content = cases.valid_results(results)
    assert content["score"] == 70, run.stdout + run.stderr
    assert content["extra_data"]["sandbox"] == "user"
    assert "The container is all that is around it." in run.stdout
    assert "as a user without rights" in content["extra_data"]["notes"][0]


def test_on_gradescope_code_reaches_neither_results_nor_checks(autograder, submission):
    (submission / "mnist_course").mkdir()
    (submission / "mnist_course/load_data.py").write_text(REACHES)
    run, results = graded(autograder, submission)
    content = cases.valid_results(results)
    assert content["score"] == 0, run.stdout + run.stderr
    assert "reached nothing" in content["tests"][0]["output"]


def test_on_gradescope_a_failed_grading_has_no_results(autograder, submission):
    cases.full(submission)
    digits = "/autograder/source/course/coursekit/data/mnist_sample.npz"
    run, results = graded(autograder, submission, "-v", f"/dev/null:{digits}")
    assert run.returncode != 0
    assert not list(results.iterdir())


def _options() -> list[str]:
    """Return what compose.yaml asks of the engine, without the volumes."""
    service = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]["grade"]
    options = [f"--network={service['network_mode']}", *["--read-only"] * service["read_only"]]
    options += [f"--tmpfs={path}" for path in service["tmpfs"]]
    options += [f"--cap-drop={name}" for name in service["cap_drop"]]
    return [*options, *(f"--security-opt={option}" for option in service["security_opt"])]


@pytest.fixture(scope="module")
def course() -> str:
    """Build the course's own image."""
    return build("mnist-course", ROOT)


def test_the_sandbox_starts_in_the_container_and_needs_what_compose_asks_for(course):
    options = _options()
    run = engine("run", "--rm", *options, course, "sandbox")
    assert run.returncode == 0, run.stderr
    needed = ["--security-opt=seccomp=unconfined", "--security-opt=systempaths=unconfined"]
    for option in needed:
        fewer = [one for one in options if one != option]
        assert engine("run", "--rm", *fewer, course, "sandbox").returncode == 2, option


def test_the_container_grades_a_class(course, tmp_path):
    for student in ("ann", "bob"):
        (tmp_path / "submissions" / student).mkdir(parents=True)
    cases.full(tmp_path / "submissions/ann")
    cases.NOT_GRADABLE["a damaged zip"](tmp_path / "submissions/bob")
    (tmp_path / "grades").mkdir()
    # The image's user is another one than this.
    (tmp_path / "grades").chmod(0o777)
    volumes = ["-v", f"{tmp_path}/submissions:/class/submissions:ro"]
    volumes += ["-v", f"{tmp_path}/grades:/class/grades"]
    run = engine("run", "--rm", *_options(), *volumes, course)
    assert run.returncode == 0, run.stdout + run.stderr
    with (tmp_path / "grades/grades.csv").open(encoding="utf-8", newline="") as file:
        ann, bob = csv.DictReader(file)
    assert (ann["points"], ann["notes"]) == ("70.0", "")
    assert (bob["points"], bob["state"]) == ("", "handed in, nothing gradable")
    assert not list((tmp_path / "submissions").rglob("__pycache__"))
