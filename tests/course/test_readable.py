"""How hard a text is to read: what counts as a word, a sentence and a term, and what is too much."""

from dataclasses import replace

import pytest

from coursekit.authoring.readable import Text, readable_findings, share_findings, summary
from coursekit.authoring.reading import HOLE, measure, syllables, terms_in
from coursekit.manifest import Manifest, Term

SYLLABLES = {
    1: "the shape shapes scaled trained scales one is all square loss",
    2: "image added table tables shuffled equal places number array digit pixel create",
    3: "images dividing multiply period copying created gradient usual",
    4: "variable validation activation convolution",
    5: "probability",
}


@pytest.mark.parametrize("count", SYLLABLES)
def test_syllables_are_counted(count):
    assert {word: syllables(word) for word in SYLLABLES[count].split()} == dict.fromkeys(
        SYLLABLES[count].split(), count
    )


@pytest.mark.parametrize(
    "code",
    [
        "`a / b for a in c`",
        "np.argmax(outputs, axis=-1)",
        "(images / 255).mean(axis=(1, 2))",
        "image[np.newaxis]",
        "[:n_valid]",
        "n_valid",
        "(28, 28)",
        "1,719",
        "0.5",
        'cmap="binary"',
        "mnist_course/load_data.py",
        'f"Label: {label}"',
        "MaxPooling2D",
        "/",
        HOLE,
        f"batch_size={HOLE}",
    ],
)
def test_a_piece_of_code_is_one_word_of_one_syllable(code):
    assert measure(f"Write {code} there.") == measure("Write it there.")


def test_words_and_sentences_are_counted_and_lines_of_code_are_not():
    text = (
        "Your digit is white: look at it. Why?\n  line 9:  a = many + more + words\n→ Turn it round"
    )
    assert (measure(text).words, measure(text).longest) == (11, 7)
    assert measure("  only = code") == measure("")


def test_the_grade_is_that_of_the_formula():
    # Nine words in two sentences, ten syllables.
    assert measure("The cat sat on it. It was a rabbit.").grade == pytest.approx(
        0.39 * 9 / 2 + 11.8 * 10 / 9 - 15.59
    )


TERMS = (
    Term(("layer", "layers"), "03", "A part of a network."),
    Term(("set", "sets"), "01", "Some digits."),
    Term(("validation set",), "05", "Digits that are held back."),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A Layer, and more layers.", ["layer", "layers"]),
        ("Players use `layer` and model.layer.set().", []),
        ("The validation set.", ["validation set"]),
        ("The set for validation.", ["set"]),
    ],
)
def test_terms_are_whole_words_outside_of_code(text, found):
    assert sorted(word for word, _ in terms_in(text, TERMS)) == found


MANIFEST = Manifest("", (), TERMS)
GOOD = Text("good.py", 1, "It is 7.\n→ Make it 8.", "02", "message")


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("It is so. " * 20 + "→ Go.", "message", "it has 61 words, more than 60"),
        ("It is so. " * 20 + "Go.", "hint", "it has 61 words, more than 60"),
        ("It is " + "so " * 19 + ".", "part", "a sentence has 21 words, more than 20"),
        ("Regularization necessitates verification.\n→ Go on.", "message", "its grade is "),
        ("The layer is bad.\n→ Go on.", "message", "'layer' is explained in lesson 03 only"),
    ],
)
def test_what_is_too_hard_is_told_with_its_place(text, kind, words):
    others = [replace(GOOD, kind=kind)] * 9
    (found,) = readable_findings([*others, Text("here.py", 3, text, "02", kind)], MANIFEST)
    assert found.place == "here.py:3" and words in found.what


def test_nine_in_ten_must_be_short():
    long = Text("long.py", 1, "It is so. " * 15 + "→ Go.", "02", "message")
    assert list(share_findings([long, *[GOOD] * 9])) == []
    (found,) = share_findings([long, long, *[GOOD] * 17])
    assert found.what == "it is one of 2 in 19 messages with more than 45 words; one in ten may."


def test_the_summary_counts_each_kind():
    long = Text("long.py", 1, "It is so. " * 15 + "→ Go.", "02", "message")
    texts = [long, *[GOOD] * 9, Text("hint.py", 1, "Look.", "02", "hint")]
    messages, hints = summary(texts)
    assert messages.startswith(
        "10 messages: 9 in 10 have at most 6 words, longest 46, longest sentence 3 words, grade median "
    )
    assert hints.startswith("1 hints: ")
