"""No attack earns anything for what it did not do, is overlooked, outlives its run, or changes another's grade."""

import os
import shutil
import sys

import pytest

from tests.course.corpus import attacks, broken_by, judged

pytest.importorskip("psutil", reason="needs the extra [grade]")

ATTACKS = attacks()
BARE = [attack for attack in ATTACKS if not attack.needs_sandbox]
"""What fails without a sandbox too. The worker is the same: at each push every fourth, all in the weekly run."""
CASES = [
    *((attack, "bwrap") for attack in ATTACKS),
    *((attack, "none") for attack in BARE[:: 1 if os.environ.get("COURSE_WEEKLY") else 4]),
]
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("bwrap"), reason="needs bubblewrap, on Linux"
)


def begin(parameters, workers):
    """Grade the attacks."""
    cases = [one["case"] for one in parameters if one]
    return judged({case: (case[0].files, case[0].lessons, case[1]) for case in cases}, workers.own)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0].path.stem}-{case[1]}")
def test_an_attack_gets_nothing_and_is_reported(case, background):
    attack, sandbox = case
    assert broken_by(attack, background[__name__][case].result(), sandbox) == []


def test_the_corpus_is_large():
    assert len(ATTACKS) >= 40
    assert all(attack.reported and (attack.functions or attack.fails) for attack in ATTACKS)
