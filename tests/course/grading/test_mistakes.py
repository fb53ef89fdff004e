"""What went wrong gets a name that the class report can count."""

import re
from dataclasses import replace

import pytest

from coursekit.authoring.judging import entries
from coursekit.checks.results import CheckResult, Status
from coursekit.grading.mistake_names import name_mistake
from coursekit.worker.names import Code


def failed(message: str, function: str = "scale_images", check: str = "keeps the shape"):
    return CheckResult("01", function, check, Status.FAILED, message, Code.DEMAND)


def test_names_are_short_phrases_in_the_past_tense():
    names = [entry.mistake.name for entry in entries("mistakes")]
    past = r"(always )?[a-z]+(?<!s)( .+)?"
    assert not [name for name in names if not re.fullmatch(past, name) or len(name) > 60]


@pytest.mark.parametrize(
    ("code", "fields", "name"),
    [
        (Code.EXCEPTION, {"type": "NameError"}, "stopped with NameError"),
        (Code.SYNTAX, {}, "had a syntax error"),
        (Code.IMPORT, {}, "could not be imported"),
        (Code.TIMEOUT, {"limit": 60.0}, "did not come to an end"),
        (Code.EXIT, {}, "ended Python"),
        (Code.WRONG_KIND, {"seen_kind": "none", "expected": "pair"}, "returned nothing"),
    ],
)
def test_code_that_gave_no_answer_is_named_by_how_it_ended(code, fields, name):
    assert name_mistake(replace(failed("…"), code=code, fields=fields)) == name


def test_words_of_a_message_name_nothing():
    said = "scale_images stopped with an error: ValueError: Divide by 255, not by the largest pixel"
    assert name_mistake(failed(said)) == "failed the check “keeps the shape”"


def test_a_mistake_that_a_check_has_recognised_has_the_catalogues_name():
    result = replace(failed("…"), mistake="01/divided_by_256")
    assert name_mistake(result) == "divided by another number than 255"
