"""What is known of a function without calling it: that its file is not there, or that it is still the stub."""

import pytest

from coursekit.checks.results import Status
from coursekit.grading.run.submission_run import run_submission
from coursekit.grading.run.task import Outcome, Task
from coursekit.manifest import ROOT, load_manifest
from coursekit.source import only_defines, stub_in, unwritten
from coursekit.worker.names import Code

STUB = '"""A module."""\nimport numpy as np\n\ndef f():\n    """Do."""\n    raise NotImplementedError\n'
TOO_DEEP = f"\nx = {'-' * 40_000}1\n"
"""Python's own parser gives up on it."""


def test_each_stub_of_the_course_is_known_without_a_call():
    for function in load_manifest().functions.values():
        stub = stub_in(ROOT, function.slug)
        assert unwritten(stub, function.name) and only_defines(stub, function.name), function.name


@pytest.mark.parametrize(
    "more",
    [
        "f = min",
        "from mine import f",
        "from mine import *",
        "import mine as f",
        "globals()['f'] = min",
        "if True:\n    def f(): return 1",
        "@replaced\ndef g(): pass",
        "def f():\n    raise NotImplementedError",
        "for f in (min,): pass",
    ],
)
def test_a_grade_does_not_believe_what_another_line_may_replace(more):
    assert only_defines(STUB, "f")
    assert not only_defines(f"{STUB}\n{more}\n", "f")


def test_what_is_too_deep_to_be_read_is_not_the_courses_fault():
    assert unwritten(f"{STUB}{TOO_DEEP}", "f") == 0
    reference = (ROOT / "solutions/mnist_course/load_data.py").read_text(encoding="utf-8")
    files = {"load_data.py": f"{reference}{TOO_DEEP}".encode()}
    found = Outcome.from_dict(run_submission(Task(files, 7, lessons="01", sandbox="none")))
    assert found.problem is None
    assert Status.ERROR not in {result.status for result in found.results}
    assert not any(result.passed for result in found.results)


def test_a_file_that_was_not_handed_in_is_graded_without_a_call():
    found = Outcome.from_dict(run_submission(Task({}, 7, lessons="03", sandbox="none")))
    assert found.results[0].code is Code.NO_FILE
    assert {result.code for result in found.results[1:]} == {Code.WAITS_FOR_IMPORT}
