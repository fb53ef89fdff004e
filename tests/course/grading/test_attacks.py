"""No attack earns anything for what it did not do, is overlooked, outlives its run, or changes another's grade."""

import shutil
import sys

import pytest

from coursekit.checks.results import by_function
from coursekit.grading.intake.submission import Submission
from coursekit.grading.run.task import Outcome
from coursekit.grading.score import Grade, earned
from tests.course.corpus import attacks, judged

pytest.importorskip("psutil", reason="needs the extra [grade]")

ATTACKS = attacks()
CASES = [
    *((attack, "bwrap") for attack in ATTACKS),
    *((attack, "none") for attack in ATTACKS if not attack.needs_sandbox),
]
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("bwrap"), reason="needs bubblewrap, on Linux"
)


@pytest.fixture(scope="module")
def verdicts(request):
    """Grade the attacks of the chosen tests, in the background."""
    chosen = {item.callspec.params["case"] for item in request.session.items if _is_here(item)}
    jobs = {case: (case[0].files, case[0].lessons, case[1]) for case in CASES if case in chosen}
    with judged(jobs) as verdicts:
        yield verdicts


def _is_here(item):
    return item.path.samefile(__file__) and "case" in getattr(item, "fixturenames", ())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0].path.stem}-{case[1]}")
def test_an_attack_gets_nothing_and_is_reported(case, verdicts):
    attack, sandbox = case
    verdict = verdicts[case].result()
    by_name = {name: group for (_, name), group in by_function(verdict.results).items()}
    points = {name: earned(by_name[name]) for name in attack.functions}
    assert not any(points.values()), (points, _not_passed(verdict))
    checks = {result.check: result for result in verdict.results}
    assert not [check for check in attack.fails if checks[check].passed]
    grade = Grade(Submission("eve"), Outcome("key", verdict.results, sandbox=sandbox))
    said = "\n".join(
        [*grade.notes, *(f"{r.function}: {r.message}" for r in verdict.results if not r.passed)]
    )
    assert all(words in said for words in attack.reported), said
    assert not verdict.processes and not verdict.files
    assert verdict.next_one and all(result.passed for result in verdict.next_one)


def _not_passed(verdict):
    return [(result.check, result.message) for result in verdict.results if not result.passed]


def test_the_corpus_is_large():
    assert len(ATTACKS) >= 40
    assert all(attack.reported and (attack.functions or attack.fails) for attack in ATTACKS)
