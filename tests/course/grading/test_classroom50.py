"""Classroom 50: what its teachers upload grades as its runner calls it. Its contract: "Advanced Autograding" in its wiki."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

if os.name != "posix":
    pytest.skip("needs POSIX: Classroom 50 grades on Linux", allow_module_level=True)

from coursekit.grading.classroom50_files import classroom50_files
from coursekit.manifest import ROOT
from coursekit.pythons import pythons
from tests.course.grading import runs, schemas

jsonschema = pytest.importorskip("jsonschema", reason="needs jsonschema: pip install -e '.[dev]'")

needs_bubblewrap = pytest.mark.skipif(
    shutil.which("bwrap") is None, reason="needs bubblewrap: apt-get install bubblewrap"
)

MOST_BYTES = 10 * 1024 * 1024
"""Of an assignment's files: `MAX_FETCH_BYTES` in Classroom 50's runner.py."""

IDENTITY = {
    "CLASSROOM": "cs",
    "ASSIGNMENT": "digits",
    "ASSIGNMENT_TYPE": "individual",
    "OWNER": "ann",
    "SUBMISSION_TAG": "submit/2027-01-15T10-00-00Z-abcdef0",
    "COMMIT_URL": "https://github.com/class/digits-ann/commit/abcdef0",
    "RELEASE_URL": "https://github.com/class/digits-ann/releases/tag/submit",
    "REVIEW_URL": "https://github.com/class/digits-ann/compare/0...abcdef0",
}
"""What its runner says of a submission."""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    """Return the assignment's folder on its runner, with the course installed: this one, without a download."""
    folder = tmp_path_factory.mktemp("runtime") / "digits"
    folder.mkdir()
    for name, content in classroom50_files(ROOT, "01").items():
        (folder / name).write_bytes(content)
    shutil.unpack_archive(folder / "course.zip", folder)
    _program(folder / "course/.venv/bin/python", f'exec "{sys.executable}" "$@"')
    call = "from coursekit.cli import main; main()"
    _program(
        folder / "course/.venv/bin/course",
        f'PYTHONPATH="{folder / "course"}" exec "{sys.executable}" -P -c "{call}" "$@"'
        if sys.version_info >= (3, 11)
        else f'cd "{folder}" && PYTHONPATH="{folder / "course"}" exec "{sys.executable}" -c "{call}" "$@"',
    )
    return folder


@pytest.fixture
def checkout(tmp_path):
    folder = tmp_path / "digits-ann"
    folder.mkdir()
    return folder


def _program(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


def _grade(bundle: Path, checkout: Path, **environment: str) -> subprocess.CompletedProcess:
    """Start autograder.py as Classroom 50's runner does: in the checkout, with its own Python and what it says."""
    outputs = {
        name: str(checkout.parent / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")
    }
    return subprocess.run(
        [sys.executable, str(bundle / "autograder.py")],
        cwd=checkout,
        env={**os.environ, **IDENTITY, **outputs, **environment},
        capture_output=True,
        text=True,
    )


def _result(checkout: Path) -> dict:
    """Return the result, once it is one that Classroom 50 takes."""
    result = json.loads((checkout / "result.json").read_text("utf-8"))
    jsonschema.validate(result, schemas.CLASSROOM50)
    assert result["score"] == sum(test["score"] for test in result["tests"])
    assert {name: result[name] for name in ("classroom", "assignment", "owner")} == {
        "classroom": "cs",
        "assignment": "digits",
        "owner": "ann",
    }
    return result


def test_the_files_are_what_classroom_50_takes(tmp_path):
    files = classroom50_files(ROOT, "3,5")
    with tarfile.open(tmp_path / "bundle.tar.gz", "w:gz") as bundle:
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
            bundle.add(tmp_path / name, f"digits/{name}")
    assert (tmp_path / "bundle.tar.gz").stat().st_size < MOST_BYTES / 2
    jsonschema.validate(json.loads(files["runtime.json"]), schemas.CLASSROOM50_RUNTIME)
    assert json.loads(files["runtime.json"])["python"] == pythons()[-1]
    assert "LESSONS = '3,5'" in files["autograder.py"].decode()
    # They are published on the web.
    shutil.unpack_archive(tmp_path / "course.zip", tmp_path)
    inside = {path.relative_to(tmp_path).parts[:2] for path in (tmp_path / "course").rglob("*")}
    assert ("course", "solutions") not in inside
    assert [path.name for path in (tmp_path / "course/mnist_course").iterdir()] == ["__init__.py"]


@needs_bubblewrap
@pytest.mark.parametrize(("text", "score"), [(runs.REFERENCE, 10), (runs.CLASS["cleo"], None)])
def test_work_has_the_points_that_it_earned(text, score, bundle, checkout):
    module = checkout / "mnist_course/load_data.py"
    module.parent.mkdir()
    module.write_text(text, encoding="utf-8")
    run = _grade(bundle, checkout)
    assert run.returncode == 0, run.stdout + run.stderr
    result = _result(checkout)
    assert result["max-score"] == 10
    assert result["score"] == score if score is not None else 0 < result["score"] < 10
    assert f"{result['score']} of 10 points" in (checkout / "release-body.md").read_text("utf-8")
    # The runner writes these itself.
    assert not (checkout.parent / "GITHUB_STEP_SUMMARY").exists()


@needs_bubblewrap
def test_who_handed_in_nothing_gradable_is_told_why(bundle, checkout):
    (checkout / "README.md").write_text("soon")
    run = _grade(bundle, checkout)
    assert run.returncode == 0, run.stdout + run.stderr
    result = _result(checkout)
    assert result["score"] == 0
    assert not any(test["passed"] for test in result["tests"])
    assert "mnist_course" in (checkout / "release-body.md").read_text("utf-8")


@needs_bubblewrap
def test_whatever_a_repository_holds_is_one_submission(bundle, checkout):
    for name in ("ann", "ben"):
        module = checkout / name / "mnist_course/load_data.py"
        module.parent.mkdir(parents=True)
        module.write_text(runs.REFERENCE, encoding="utf-8")
    (checkout / "submission_metadata.yml").write_text("ann:\n  :submitters: []\n")
    (checkout / "result.json").mkdir()
    run = _grade(bundle, checkout)
    assert run.returncode == 0, run.stdout + run.stderr
    assert _result(checkout)["score"] == 0
    assert "more than one folder" in (checkout / "release-body.md").read_text("utf-8")


@needs_bubblewrap
def test_a_submission_changes_neither_its_grade_nor_anything_else(bundle, checkout):
    touched = checkout.parent / "touched"
    forged = {"schema": "classroom50/result/v1", "score": 10, "max-score": 10}
    own = f"open({str(touched)!r}, 'w')\n"
    # All that Python or pip would take from a folder that they are started in.
    for name in ("pip", "venv", "json", "shutil", "coursekit", "numpy", "sitecustomize"):
        (checkout / f"{name}.py").write_text(own)
    (checkout / "pip.conf").write_text("[global]\nindex-url = http://127.0.0.1:9/\n")
    (checkout / "mnist_course").mkdir()
    (checkout / "mnist_course/load_data.py").write_text(
        f"import os\ntry:\n    {own}except OSError:\n    pass\n"
        f"for place in ('result.json', '../result.json', {str(checkout / 'result.json')!r}):\n"
        f"    try:\n        open(place, 'w').write({json.dumps(forged)!r})\n"
        "    except OSError:\n        pass\nos._exit(0)\n"
    )
    for name in ("result.json", "release-body.md"):
        (checkout / name).symlink_to(checkout.parent / f"elsewhere-{name}")
    run = _grade(bundle, checkout)
    assert run.returncode == 0, run.stdout + run.stderr
    assert _result(checkout)["score"] == 0
    assert not touched.exists()
    assert not list(checkout.parent.glob("elsewhere-*"))
    assert not (checkout / "result.json").is_symlink()


@pytest.mark.parametrize(
    "broken", ["no sandbox", "the course is damaged", "the digits are damaged"]
)
def test_a_grader_that_fails_publishes_no_zero(broken, bundle, checkout, tmp_path):
    if broken == "the digits are damaged" and not shutil.which("bwrap"):
        pytest.skip("needs bubblewrap: apt-get install bubblewrap")
    own = tmp_path / "digits"
    shutil.copytree(bundle, own)
    environment = {}
    if broken == "no sandbox":
        (tmp_path / "bin").mkdir()
        environment["PATH"] = str(tmp_path / "bin")
    if broken == "the course is damaged":
        shutil.rmtree(own / "course")
        (own / "course.zip").write_bytes((own / "course.zip").read_bytes()[:1000])
    if broken == "the digits are damaged":
        course = own / "course"
        (course / "coursekit/data/mnist_sample.npz").write_bytes(b"damaged")
        program = course / ".venv/bin/course"
        program.write_text(program.read_text().replace(str(bundle), str(own)))
    (checkout / "mnist_course").mkdir()
    (checkout / "mnist_course/load_data.py").write_text(runs.REFERENCE, encoding="utf-8")
    run = _grade(own, checkout, **environment)
    # Its runner takes this for an error, and its workflow publishes nothing then.
    assert run.returncode not in (0, None)
    assert sorted(path.name for path in checkout.iterdir()) == ["mnist_course"]
