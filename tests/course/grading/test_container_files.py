"""Dockerfile, compose.yaml and .dockerignore, read without an engine; test_containers.py starts them in one."""

import re

import pytest

from coursekit.grading.autograder_zip import _COURSE
from coursekit.manifest import ROOT
from coursekit.pythons import pythons


def test_the_image_has_the_newest_python_that_the_course_works_with():
    text = (ROOT / "Dockerfile").read_text("utf-8")
    assert set(re.findall(r"python(\d\.\d+)", text)) == {pythons()[-1]}


def test_the_image_holds_what_grading_needs_and_no_solutions():
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    sent = {line[1:] for line in lines if line.startswith("!")}
    assert "*" in lines
    assert sent == {re.sub(r"/\*.*", "", pattern) for pattern in _COURSE} | {"mnist_course"}


def test_the_container_can_change_nothing_but_the_grades():
    yaml = pytest.importorskip("yaml", reason="needs the extra [grade]")
    service = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]["grade"]
    assert service["read_only"] is True
    assert (service["network_mode"], service["cap_drop"]) == ("none", ["ALL"])
    assert [one for one in service["volumes"] if not one.endswith(":ro")] == [
        "./grades:/class/grades"
    ]
    assert "privileged" not in service
    assert "USER 1000:1000" in (ROOT / "Dockerfile").read_text("utf-8")
