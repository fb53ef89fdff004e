"""The checks find no fault in the reference, whatever the random inputs and the order. Often: benchmarks/steadiness.py."""

import random

import pytest

from coursekit.checks.run import run_checks
from coursekit.manifest import ROOT, load_manifest
from coursekit.worker.learner import Learner


@pytest.fixture(scope="module")
def reference():
    with Learner(ROOT / "solutions", load_manifest()) as learner:
        learner.prepare([lesson.slug for lesson in load_manifest().lessons])
        yield learner


@pytest.mark.parametrize("lesson", load_manifest().lessons, ids=lambda lesson: lesson.key)
def test_the_reference_passes_three_times_with_fresh_inputs_in_shuffled_order(lesson, reference):
    for _ in range(3):
        options = ["-ptests.course.shuffled", f"--seed={random.getrandbits(24)}"]
        results = run_checks([lesson.tests], reference, ROOT, *options)
        assert {result.function for result in results} == {f.name for f in lesson.functions}
        failures = [(result.check, result.message) for result in results if not result.passed]
        assert not failures, options
