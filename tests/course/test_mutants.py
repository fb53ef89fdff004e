"""The rules that change the reference do as they say, and every excuse in `mutants_equivalent.txt` is still needed."""

import ast
from concurrent.futures import Future

import pytest

from coursekit.checks.results import CheckResult, Status
from coursekit.manifest import load_manifest
from tests.course import mutants


def _changes(line: str) -> dict[str, set[str]]:
    """Return what becomes of a function that has this line, by rule."""
    function = ast.parse(f"def f(a, b):\n    'Say.'\n    {line}").body[0]
    found: dict[str, set[str]] = {}
    for rule, _, _, code in mutants.mutated(function):
        found.setdefault(rule, set()).add(code.partition("\n    ")[2])
    return found


@pytest.mark.parametrize(
    ("rule", "line", "expected"),
    [
        ("swap", "return a - b", {"return b - a"}),
        ("swap", "return a + b", set()),
        ("swap", "return a > b", {"return b > a"}),
        ("swap", "f(a, b, 3)", {"f(b, a, 3)"}),
        ("swap", "return (a, b, 3)", {"return (b, a, 3)", "return (a, 3, b)"}),
        ("swap", "a, b = c", set()),
        ("drop statement", "return a", {"pass"}),
        ("drop keyword", "f(a, x=1, y=2)", {"f(a, y=2)", "f(a, x=1)"}),
        ("change number", "return 3", {"return 4", "return 2"}),
        ("change number", "return 0.5", {"return 1.0", "return 0.6"}),
        ("change number", "return True", set()),
        ("change axis", "a.sum(axis=1)", {"a.sum(axis=0)", "a.sum(axis=-1)"}),
        ("change axis", "a.sum(axis=-1)", {"a.sum(axis=0)", "a.sum(axis=1)"}),
        ("change comparison", "return a < b", {"return a <= b"}),
        ("change comparison", "return a != b", {"return a == b"}),
        ("change comparison", "return a is None", {"return a is not None"}),
        ("change comparison", "return a and b", {"return a or b"}),
        ("change operator", "return a + b", {"return a - b"}),
        ("change operator", "return a / b", {"return a * b"}),
        ("change operator", "a -= b", {"a += b"}),
        ("drop minus", "return -a", {"return a"}),
        ("drop bound", "return a[1:b]", {"return a[:b]", "return a[1:]"}),
        ("turn truth", "return f(x=True)", {"return f(x=False)"}),
    ],
)
def test_a_rule_changes_one_place(rule, line, expected):
    assert _changes(line).get(rule, set()) == expected


def test_every_rule_has_an_example():
    examples = test_a_rule_changes_one_place.pytestmark[0].args[1]
    names = {rule.__name__.replace("_", " ") for rule in mutants.RULES}
    assert {rule for rule, _, expected in examples if expected} == names


def test_blocks_are_changed_inside_and_left_out_as_a_whole():
    found = _changes("for x in a:\n        if x:\n            b -= x")
    assert found["change operator"] == {"for x in a:\n        if x:\n            b += x"}
    assert "pass" in found["drop statement"]
    assert "for x in a:\n        pass" in found["drop statement"]


def test_a_long_statement_is_cut_to_its_change():
    line = f"return f({'a, ' * 40}x=1, {'b, ' * 40})"
    before, after = mutants._cut(line, line.replace("x=1", "x=2"))
    assert before.replace("x=1", "x=2") == after
    assert max(len(before), len(after)) < 80


def test_nothing_is_excused_that_the_rules_no_longer_make():
    lessons = load_manifest().lessons
    made = {
        mutant.key
        for lesson in lessons
        for function in lesson.functions
        for mutant in mutants.mutants(lesson, function)
    }
    excused = mutants.equivalent()
    assert excused
    assert not excused.keys() - made
    assert all(excused.values()), "every line ends in a reason"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.PASSED, "survives"),
        (Status.FAILED, ""),
        (Status.ERROR, "breaks the check 'is right'"),
    ],
)
def test_only_a_failed_check_kills(status, expected, monkeypatch):
    mutant = mutants.Mutant("01", "load_data", "swap", 1, "a", "b", "")
    result = CheckResult("01", "load_data", "is right", status)
    monkeypatch.setattr(mutants, "judge_code", lambda *_: [result])
    assert mutants.verdict(mutant) == expected


@pytest.mark.parametrize(("problem", "fine"), [("", True), ("survives", False)])
def test_a_survivor_is_reported(problem, fine, monkeypatch, capsys):
    class Pool:
        __enter__ = __exit__ = lambda self, *_: self

        def submit(self, _, __):
            job = Future()
            job.set_result(problem)
            return job

    monkeypatch.setattr(mutants.judging, "pool", lambda most: Pool())
    mutant = mutants.Mutant("01", "load_data", "swap", 7, "a", "b", "")
    assert mutants.run([mutant]) is fine
    assert (
        "01 load_data: a → b\n    line 7, swap: survives" in capsys.readouterr().out
    ) is not fine
