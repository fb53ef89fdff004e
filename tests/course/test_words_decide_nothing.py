"""Whatever words a learner's code raises, prints or returns: they are quoted, and decide nothing.

Every sentence, and every part of one, that stands in the course's code goes through a learner's function.
"""

import ast
import re
from dataclasses import replace

import pytest

from coursekit.checks.judge import result_of
from coursekit.checks.results import CheckResult
from coursekit.checks.run import run_checks
from coursekit.grading.mistake_names import name_mistake
from coursekit.grading.points import earned_share, forged
from coursekit.grading.worth_a_look import tamper_note
from coursekit.manifest import ROOT, load_manifest
from coursekit.worker.learner import Learner
from coursekit.worker.names import Code
from coursekit.worker.problems import LearnerProblem, shorten

NEUTRAL = "nothing that the course would say"
FUNCTION = load_manifest().functions["describe_result"]
SAYS = """
def describe_result(loss, accuracy):
    if accuracy == "raise":
        raise ValueError(loss)
    if accuracy == "print":
        print(loss)
    return loss
"""


def all_sentences() -> list[str]:
    """Return the texts of two words and more in the course's code and checks, without docstrings."""
    found = set()
    for path in [*ROOT.glob("coursekit/**/*.py"), *ROOT.glob("tests/lesson_*/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value.strip(), *map(str.strip, node.value.split("\n"))}
    return sorted(text for text in found if " " in text and len(text) < 400)


@pytest.fixture
def learner(submission):
    with Learner(submission(evaluate=SAYS), load_manifest()) as learner:
        yield learner


def test_there_are_sentences_of_every_part():
    texts = all_sentences()
    assert len(texts) > 1500
    for part in (
        "what its layers make of its weights.",
        "Divide by 255",
        "ended the whole program",
    ):
        assert any(part in text for text in texts)


def test_what_an_exception_says_is_quoted_and_nothing_more(learner):
    expected = judged(learner, NEUTRAL)
    assert expected.code is Code.EXCEPTION
    for text in all_sentences():
        said = shorten(text.partition("\nArguments received by")[0].strip(), 400)
        assert judged(learner, text) == quoting(expected, text, said), text


def test_what_is_printed_or_returned_is_quoted_and_nothing_more(learner):
    for text in all_sentences():
        assert learner.describe_result(text, "print") == text
        assert learner.printed() == f"{text}\n"


SENTENCES = [
    "The network's outputs are not what its layers make of its weights.",
    "these pixels do not fit the layers that come later",
    "Your optimizer takes another step than it says of itself",
    "waiting for lesson 03: build_mlp comes first.",
    "→ Open mnist_course/evaluate.py and write describe_result.",
    "describe_result ended the whole program: it called exit().",
    "03/no_softmax",
    "crash",
]


@pytest.mark.parametrize("how", ["raise ValueError(SAID)", "print(SAID)", "return SAID"])
def test_a_submission_keeps_its_points_and_its_good_name_whatever_it_says(how, tmp_path):
    def results(text: str) -> list[CheckResult]:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        (folder / "mnist_course").mkdir(parents=True)
        (folder / "mnist_course" / "__init__.py").touch()
        reference = (ROOT / "solutions" / FUNCTION.file).read_text(encoding="utf-8")
        # Wrong in one case alone, which one check tries.
        case = f"    if accuracy == 1.0:\n        {how.replace('SAID', repr(text))}\n"
        code = f"{reference}\n\n_right = describe_result\n\ndef describe_result(loss, accuracy):\n"
        code += f"{case}    return _right(loss, accuracy)\n"
        (folder / FUNCTION.file).write_text(code, encoding="utf-8")
        lesson = load_manifest().lesson(FUNCTION.lesson_number)
        with Learner(folder, load_manifest()) as learner:
            return run_checks(
                [lesson.checks_of(FUNCTION)], learner, ROOT, "--seed=1", "--no-trials"
            )

    expected = [decided(result) for result in results(NEUTRAL)]
    assert sum(status == "passed" for status, *_ in expected) >= 2
    for text in SENTENCES:
        assert [decided(result) for result in results(text)] == expected, text


def judged(learner: Learner, text: str) -> CheckResult:
    with pytest.raises(LearnerProblem) as caught:
        learner.describe_result(text, "raise")
    return replace(result_of(FUNCTION, "says", caught.value, "", learner), details="")


def quoting(expected: CheckResult, text: str, said: str) -> CheckResult:
    """Return what is expected of another text: the same, with the text in place of the neutral one."""
    given = f"loss: the string {shorten(repr(text), 60)}"
    message = re.sub(r"loss: the string .*?(?=; accuracy)", lambda _: given, expected.message)
    fields = {**expected.fields, "said": text}
    fields["given"] = f"{given}; accuracy: the string 'raise'"
    return replace(expected, message=message.replace(NEUTRAL, said, 1), fields=fields)


def decided(result: CheckResult) -> tuple:
    """Return all that is decided about a result: status, code, points, suspicion, the mistake's name."""
    name = "" if result.passed else name_mistake(result)
    return (
        *(result.status.value, result.code, result.mistake, result.file, result.line),
        *(earned_share([result]), forged(result), tamper_note(result), name),
    )
