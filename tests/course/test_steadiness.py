"""The checks find no fault in the reference, whatever the random inputs and the order.

Once at every push; as often as ``COURSE_STEADY_PASSES`` says in the scheduled job; often in benchmarks/steadiness.py.
"""

import os
import random

import pytest

from coursekit.checks.run import run_checks
from coursekit.manifest import ROOT, load_manifest
from coursekit.worker.learner import Learner

PASSES = int(os.environ.get("COURSE_STEADY_PASSES", "1"))


@pytest.fixture(scope="module")
def reference():
    with Learner(ROOT / "solutions", load_manifest()) as learner:
        learner.prepare([lesson.slug for lesson in load_manifest().lessons])
        yield learner


@pytest.mark.parametrize("lesson", load_manifest().lessons, ids=lambda lesson: lesson.key)
def test_the_reference_passes_with_fresh_inputs_in_shuffled_order(lesson, reference):
    for _ in range(PASSES):
        options = ["-ptests.course.shuffled", f"--seed={random.getrandbits(24)}"]
        results = run_checks([lesson.tests], reference, ROOT, *options)
        assert {result.function for result in results} == {f.name for f in lesson.graded}
        failures = [(result.check, result.message) for result in results if not result.passed]
        assert not failures, options
