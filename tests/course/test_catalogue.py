"""Every mistake of the catalogue is rejected for the right reason, and every variant passes."""

from contextlib import contextmanager

import pytest

from coursekit.authoring import judging
from coursekit.authoring.catalogue_check import entry_findings
from coursekit.authoring.judging import Entry, entries


def _name(entry: Entry) -> str:
    return f"{entry.lesson.number}-{entry.function}-{entry.path.stem}"


@contextmanager
def begin(parameters, workers):
    """Judge the entries."""
    # The last are begun first: they train.
    paths = sorted({one["entry"].path for one in parameters}, reverse=True)
    yield {path: workers.pool.submit(judging.judge, path) for path in paths}


@pytest.fixture
def wrong(background, entry):
    """Return what is wrong with an entry."""
    results = background[__name__][entry.path].result()
    return [str(finding) for finding in entry_findings(entry, results)]


@pytest.mark.parametrize("entry", entries("mistakes"), ids=_name)
def test_a_mistake_is_rejected_for_the_right_reason(wrong):
    assert wrong == []


@pytest.mark.parametrize("entry", entries("variants"), ids=_name)
def test_a_variant_passes(wrong):
    assert wrong == []
