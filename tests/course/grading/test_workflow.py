"""The reusable workflow that grades a student's repository."""

import os
import re
import shutil
import stat
import subprocess
import sys

import pytest

from coursekit.manifest import ROOT

yaml = pytest.importorskip("yaml", reason="needs PyYAML: pip install -e '.[dev]'")
FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
SHOWN = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/grading.md").read_text("utf-8"), re.DOTALL)
WORKFLOWS = {
    **{path.name: path.read_text("utf-8") for path in FILES},
    **{f"docs {yaml.safe_load(text)['name']}": text for text in SHOWN},
}


def _grade_job() -> dict:
    path = ROOT / ".github/workflows/grade.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]["grade"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_is_one_that_github_reads(name, tmp_path):
    pytest.importorskip(
        "check_jsonschema", reason="needs check-jsonschema: pip install -e '.[dev]'"
    )
    file = tmp_path / "workflow.yml"
    file.write_text(WORKFLOWS[name], encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", str(file)]
    schema = ["--builtin-schema", "vendor.github-workflows"]
    run = subprocess.run([*command, *schema], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_gives_no_rights_to_other_peoples_code(name):
    workflow = yaml.safe_load(WORKFLOWS[name])
    # YAML reads the key `on` as the truth value.
    assert "pull_request_target" not in workflow[True]
    if not name.startswith("docs"):
        assert workflow["permissions"] == {"contents": "read"}


def test_what_the_docs_call_is_what_the_workflow_takes():
    takes = yaml.safe_load(WORKFLOWS["grade.yml"])[True]["workflow_call"]
    calls = [
        job
        for text in SHOWN
        for job in yaml.safe_load(text)["jobs"].values()
        if "grade.yml@" in job.get("uses", "")
    ]
    assert len(calls) == 2
    for call in calls:
        assert set(call["with"]) <= set(takes["inputs"])
        assert {name for name, of in takes["inputs"].items() if of.get("required")} <= set(
            call["with"]
        )
        assert set(call.get("secrets", {})) <= set(takes["secrets"])


def test_no_checkout_leaves_its_token_beside_a_submission():
    checkouts = [s for s in _grade_job()["steps"] if "actions/checkout" in s.get("uses", "")]
    assert len(checkouts) == 2
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.skipif(
    shutil.which("bwrap") is None, reason="needs bubblewrap: apt-get install bubblewrap"
)
def test_a_students_repository_is_graded_with_the_courses_own_checks(tmp_path):
    # As the workflow lays it out: the course in one folder, the student's repository in another.
    course = tmp_path / "course/.venv/bin/course"
    course.parent.mkdir(parents=True)
    call = "import sys; sys.argv[0] = 'course'; from coursekit.cli import main; main()"
    course.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{call}" "$@"\n')
    course.chmod(course.stat().st_mode | stat.S_IXUSR)
    student = tmp_path / "class/submission"
    (student / "mnist_course").mkdir(parents=True)
    (student / "tests/lesson_01").mkdir(parents=True)
    shutil.copy(ROOT / "solutions/mnist_course/load_data.py", student / "mnist_course")
    # The student's own course says that everything is right and worth much.
    touched = tmp_path / "touched"
    own = f"open({str(touched)!r}, 'w')\n\n\ndef test_right():\n    pass\n"
    (student / "tests/lesson_01/test_load_data.py").write_text(own)
    (student / "conftest.py").write_text(own)
    (student / "course.toml").write_text("[[lessons]]\nnumber = '01'\npoints = 1000\n")
    (step,) = [step for step in _grade_job()["steps"] if step.get("id") == "grade"]
    files = {name: tmp_path / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    run = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=tmp_path,
        env={
            **os.environ,
            **{name: str(path) for name, path in files.items()},
            "STUDENT": "class-of-26/digits-ann",
            "LESSONS": "core",
            "MIN_POINTS": "11",
        },
        capture_output=True,
        text=True,
    )
    assert run.returncode == 3, run.stdout + run.stderr
    assert ",10.0,0.0,0.0,0.0,0.0,0.0,0.0,10.0,70," in (tmp_path / "grades/grades.csv").read_text()
    assert not touched.exists()
    output = files["GITHUB_OUTPUT"].read_text()
    assert "name=grades-class-of-26-digits-ann\n" in output
    assert "\nresult=" in output
    assert "10" in files["GITHUB_STEP_SUMMARY"].read_text()
