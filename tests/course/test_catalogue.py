"""Every mistake of the catalogue is rejected for the right reason, and every variant passes."""

import ast
import re
from concurrent.futures import Future

import pytest

from coursekit.checks.results import CheckResult
from coursekit.grading.mistake_names import name_mistake
from coursekit.manifest import ROOT, Lesson, load_manifest
from tests.course.catalogue import Entry, entries, judged

MISTAKES, VARIANTS = entries("mistakes"), entries("variants")


def _name(entry: Entry) -> str:
    return f"{entry.lesson.number}-{entry.function}-{entry.path.stem}"


@pytest.fixture(scope="module")
def verdicts(request):
    """Judge the entries of the chosen tests, in the background."""
    chosen = [item.callspec.params.get("entry") for item in request.session.items if _is_here(item)]
    with judged({entry.path for entry in chosen if entry}) as verdicts:
        yield verdicts


def _is_here(item: pytest.Item) -> bool:
    return item.path.samefile(__file__) and hasattr(item, "callspec")


@pytest.fixture
def results(entry: Entry, verdicts: dict[object, Future]) -> list[CheckResult]:
    """Wait for what the checks found."""
    return verdicts[entry.path].result()


@pytest.mark.parametrize("entry", MISTAKES, ids=_name)
def test_a_mistake_is_rejected_for_the_right_reason(entry, results):
    first = next((result for result in results if not result.passed), None)
    assert first is not None, "no check failed"
    assert (first.function, first.check) == (entry.function, entry.mistake.fails), first.message
    for words in entry.mistake.says:
        assert words in first.message
    assert name_mistake(first) == entry.mistake.name, (
        "The check has not recognised this mistake, or took it for another one: see `recognised` in CONTRIBUTING.md. "
        "Where it can't tell two apart, both have the same first sentence."
    )
    assert re.fullmatch(r".+\n→ .+", first.message, re.DOTALL), "what was seen, then what to do"
    assert not re.search("coursekit|Traceback|worker", first.message)
    shown = [line for line in _solution(entry.lesson, entry.function) if line in first.message]
    assert not shown, "the message shows the solution"


@pytest.mark.parametrize("entry", VARIANTS, ids=_name)
def test_a_variant_passes(entry, results):
    assert results
    assert not [(result.check, result.message) for result in results if not result.passed]


@pytest.mark.parametrize("lesson", load_manifest().lessons, ids=lambda lesson: lesson.key)
def test_no_message_of_the_checks_shows_the_solution(lesson):
    solution = [line for function in lesson.functions for line in _solution(lesson, function.name)]
    shared = ROOT / "coursekit" / "checks" / "training.py"
    for path in [*(ROOT / lesson.tests).glob("test_*.py"), shared]:
        asserts = [
            n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Assert)
        ]
        assert asserts
        parts = [part for node in asserts for part in ast.walk(node.msg)]
        texts = [part.value for part in parts if isinstance(part, ast.Constant)]
        assert not [(line, text) for line in solution for text in texts if line in str(text)]


def _solution(lesson: Lesson, function_name: str) -> list[str]:
    """Return the lines of the reference's function that say more than any message may: those over 25 characters."""
    text = (ROOT / "solutions" / "mnist_course" / f"{lesson.slug}.py").read_text("utf-8")
    function = next(
        node
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef) and node.name == function_name
    )
    lines = text.splitlines()[function.lineno : function.end_lineno]
    body = "\n".join(lines).partition("### BEGIN SOLUTION")[2].splitlines()
    stripped = [line.strip().removeprefix("return ").rstrip(",") for line in body]
    return [line for line in stripped if len(line) > 25]
