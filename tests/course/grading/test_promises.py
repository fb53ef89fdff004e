"""Every promise of ``docs/grading.md`` has something that tries to break it, and the table beside it is of today."""

import re

import pytest

from coursekit.manifest import ROOT
from tests.course.corpus import attacks
from tests.course.promises import DOCS, TABLE, TESTS, claimed_points, promises, table, tried


def test_every_attack_tries_to_break_a_promise():
    wrong = {
        a.path.stem: a.breaks for a in attacks() if not a.breaks or {*a.breaks} - {*promises()}
    }
    assert wrong == {}


def test_every_promise_is_tried():
    assert [
        promise for promise, against in tried().items() if not against and promise not in TESTS
    ] == []
    assert {*TESTS} <= {*promises()}
    assert [
        name
        for names in TESTS.values()
        for name in names
        if not (ROOT / "tests/course" / name).exists()
    ] == []


def test_the_table_is_of_today():
    found = dict(
        re.findall(r"^\| ([^|]+) \| [^|]* \| ([^|]*) \|", TABLE.read_text("utf-8"), re.MULTILINE)
    )
    results = {promise: found.get(promise, "").strip() for promise in promises()}
    assert TABLE.read_text(encoding="utf-8") == table(results), (
        "run python -m tests.course.promises"
    )
    for promise, against in tried().items():
        assert results[promise] == (f"{len(against)} of {len(against)} failed" if against else "")


def test_the_documents_say_how_many_points_rest_on_claims():
    said = re.search(r"([\d.]+) of the core's 70\s+points", DOCS.read_text(encoding="utf-8"))
    assert float(said[1]) == pytest.approx(claimed_points(), abs=0.05)
