"""Every mistake of the catalogue is rejected for the right reason, and every variant passes."""

import pytest

from coursekit.manifest import ROOT, load_manifest
from coursekit.worker.learner import Learner
from tests.course.catalogue import Entry, entries, judge

MISTAKES, VARIANTS = entries("mistakes"), entries("variants")


@pytest.fixture(scope="module")
def long_lived_learner():
    """Give a learner whose worker serves one submission after the other."""
    learner = Learner(ROOT / "solutions", load_manifest())
    learner.prepare([lesson.slug for lesson in load_manifest().lessons])
    yield learner
    learner.stop()


def _name(entry: Entry) -> str:
    return f"{entry.lesson.number}-{entry.function}-{entry.path.stem}"


@pytest.mark.parametrize("entry", MISTAKES, ids=_name)
def test_a_mistake_is_rejected_for_the_right_reason(entry, long_lived_learner, tmp_path):
    results = judge(entry, long_lived_learner, tmp_path, first_failure_only=True)
    first = next((result for result in results if not result.passed), None)
    assert first is not None, "no check failed"
    assert (first.function, first.check) == (entry.function, entry.fails), first.message
    for words in entry.says:
        assert words in first.message


@pytest.mark.parametrize("entry", VARIANTS, ids=_name)
def test_a_variant_passes(entry, long_lived_learner, tmp_path):
    results = judge(entry, long_lived_learner, tmp_path, first_failure_only=False)
    assert results
    assert not [(result.check, result.message) for result in results if not result.passed]
