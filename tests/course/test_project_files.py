"""Files for those who join: forms, citation, changelog. They are ones that GitHub reads, and name the same version."""

import re
import subprocess
import sys

import pytest

from coursekit.manifest import ROOT, tomllib

SCHEMAS = {
    "CITATION.cff": "citation-file-format",
    ".github/dependabot.yml": "dependabot",
    ".github/ISSUE_TEMPLATE/config.yml": "github-issue-config",
    ".github/ISSUE_TEMPLATE/grade.yml": "github-issue-forms",
    ".github/ISSUE_TEMPLATE/message.yml": "github-issue-forms",
}


def test_each_form_is_looked_at():
    forms = (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")
    assert {path.relative_to(ROOT).as_posix() for path in forms} <= set(SCHEMAS)


@pytest.mark.parametrize("file", SCHEMAS)
def test_a_file_is_of_the_form_that_its_readers_know(file):
    pytest.importorskip(
        "check_jsonschema", reason="needs check-jsonschema: pip install -e '.[dev]'"
    )
    command = [sys.executable, "-m", "check_jsonschema", str(ROOT / file)]
    schema = ["--builtin-schema", f"vendor.{SCHEMAS[file]}"]
    run = subprocess.run([*command, *schema], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_version_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {project['version']}\n" in citation
    released = re.findall(r"^## ([\d.]+) - \d{4}-\d\d-\d\d$", _changelog(), re.MULTILINE)
    assert released[0] == project["version"]


def test_no_two_files_of_tests_have_one_name():
    """Python imports both as one module where there is no package, and stops at the second."""
    files = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(files) == sorted(set(files))


def test_the_changelog_has_the_headings_of_its_form():
    headings = re.findall(r"^## (.*)$", _changelog(), re.MULTILINE)
    assert headings[0] == "Unreleased"
    kinds = set(re.findall(r"^### (.*)$", _changelog(), re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def _changelog():
    return (ROOT / "CHANGELOG.md").read_text("utf-8")
