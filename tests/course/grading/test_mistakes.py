"""What went wrong gets a name that the class report can count."""

import re

import pytest

from coursekit.checks.results import CheckResult, Status
from coursekit.grading.mistakes import name_mistake
from tests.course.catalogue import entries


def failed(message: str, function: str = "scale_images", check: str = "keeps the shape"):
    return CheckResult("01", function, check, Status.FAILED, message)


def test_names_are_short_phrases_in_the_past_tense():
    names = [entry.mistake.name for entry in entries("mistakes")]
    past = r"(always )?[a-z]+(?<!s)( .+)?"
    assert not [name for name in names if not re.fullmatch(past, name) or len(name) > 60]


@pytest.mark.parametrize(
    "message, name",
    [
        (
            "scale_images stopped with an error: NameError: name 'x' …\n→ …",
            "stopped with NameError",
        ),
        ("Python can't read mnist_course/load_data.py: …\n→ …", "had a syntax error"),
        ("mnist_course/load_data.py can't be imported: …\n→ …", "could not be imported"),
        ("scale_images did not finish within 60 seconds …\n→ …", "did not come to an end"),
        ("scale_images ended the whole program: …\n→ …", "ended Python"),
    ],
)
def test_code_that_gave_no_answer_is_named_by_how_it_ended(message, name):
    assert name_mistake(failed(message)) == name


def test_words_that_the_code_put_into_an_error_do_not_name_it():
    message = "scale_images stopped with an error: ValueError: (6, 784) Divide by 255\n→ …"
    assert name_mistake(failed(message)) == "stopped with ValueError"


def test_a_mistake_that_the_catalogue_does_not_know_is_named_by_its_check():
    message = "Your scaled images have the shape (28, 28).\n→ …"
    assert name_mistake(failed(message)) == "failed the check “keeps the shape”"


def test_of_several_mistakes_the_most_specific_one_is_meant():
    loss = 'The last layer has the activation "relu".\n→ Give the last layer activation="softmax".'
    result = failed(f"They add up to 4.92. {loss}", "build_mlp", "outputs are probabilities")
    assert name_mistake(result) == "ended in relu instead of softmax"
