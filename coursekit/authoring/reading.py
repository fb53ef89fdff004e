"""How hard a text is to read: its words, its sentences, the school grade that they make, and the terms in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from coursekit.manifest import Term

HOLE = "\0"
"""Stands in a text for a value that is only known later, and for code: one word of one syllable."""


@dataclass(frozen=True)
class Measure:
    """A text in figures.

    Attributes
    ----------
    words
        How many there are. A piece of code, a number, a path and a value count as one word each.
    longest
        How many words the longest sentence has.
    grade
        The school grade after which one reads such a text with ease.
    """

    words: int
    longest: int
    grade: float


@lru_cache(maxsize=4096)
def measure(text: str) -> Measure:
    """Measure a text. Lines that begin with two spaces are not counted: they hold code or a table of values.

    The grade is that of Kincaid, Fishburne, Rogers and Chissom, "Derivation of New Readability Formulas (…) for Navy
    Enlisted Personnel", Research Branch Report 8-75, 1975:
    0.39 * words / sentences + 11.8 * syllables / words - 15.59. A sentence ends with a full stop, a question mark, an
    exclamation mark or the line, not with a colon or a semicolon.
    """
    split = re.split(r"(?<=[.!?])[)\"']*\s+|\n", prose(text))
    sentences = [words for sentence in split if (words := _words(sentence))]
    counts = [len(words) for words in sentences] or [0]
    total = sum(counts)
    if not total:
        return Measure(0, 0, 0.0)
    spoken = sum(syllables(word) for words in sentences for word in words)
    grade = 0.39 * total / len(sentences) + 11.8 * spoken / total - 15.59
    return Measure(total, max(counts), grade)


def prose(text: str) -> str:
    """Return a text without its lines of code and tables, and with `HOLE` for each piece of code in a sentence."""
    lines = [line for line in text.splitlines() if not line.startswith("  ")]
    return _CODE.sub(HOLE, "\n".join(lines))


def syllables(word: str) -> int:
    """Estimate the syllables of an English word by its groups of vowels, and by endings that are not spoken."""
    letters = re.sub("[^a-z]", "", word.lower())
    count = len(re.findall("[aeiouy]+", letters))
    if re.search("[^aeiouy]e$", letters) and not re.search("[^aeiouyl]le$", letters):
        count -= 1  # A silent e: scale; but not: table.
    elif re.search("[^aeiouytd]ed$", letters) and not re.search("[^aeiouyl]led$", letters):
        count -= 1  # trained; but not: added, shuffled.
    elif re.search("[^aeiouysxzcgh]es$", letters) and not re.search("[^aeiouyl]les$", letters):
        count -= 1  # shapes; but not: images, tables.
    # Neighbours that are spoken one after the other: variable, gradient, copying, usual, create.
    count += len(re.findall("(?<![tscg])i[ao]|(?<![tsc])ient|ying|(?<![qg])ua(?!r)|eate", letters))
    return max(count, 1)


def terms_in(text: str, terms: Iterable[Term]) -> list[tuple[str, Term]]:
    """Return the words of a text that are terms of the glossary, outside of code, as whole words in any case."""
    plain, found = prose(text).lower(), []
    # The longest first: "validation set" is not "validation".
    pairs = [(word, term) for term in terms for word in term.words]
    for word, term in sorted(pairs, key=lambda pair: -len(pair[0])):
        plain, count = re.subn(rf"(?<![\w-]){re.escape(word.lower())}(?![\w-])", HOLE, plain)
        if count:
            found.append((word, term))
    return found


def _words(sentence: str) -> list[str]:
    """Return the words of a sentence; signs such as / and >= are read as words, dashes and arrows are not."""
    return [
        word
        for word in sentence.split()
        if re.search(rf"[\w{HOLE}]", word) or re.fullmatch(r"[^\w\s→–—…·.,;:!?()\"'-]+", word)
    ]


_FLAT = r"[(\[][^()\[\]\n]*[)\]]"
_NESTED = rf"[(\[](?:[^()\[\]\n]|{_FLAT})*[)\]]"
_BRACKETS = rf"[(\[](?:[^()\[\]\n]|{_NESTED})*[)\]]"
_CODE = re.compile(
    "|".join(
        [
            r"`[^`\n]+`",
            r'\b[fr]"[^"\n]*"',
            # A call or a place in an array, and what stands behind it.
            rf"\.?[\w.{HOLE}]*[\w{HOLE}]{_BRACKETS}(?:{_BRACKETS}|\.\w+)*",
            rf"{_BRACKETS}(?:{_BRACKETS}|\.\w+)+",
            r"\[[^\]\n]*\]",
            # A shape.
            rf"\((?:(?:[\d.{HOLE}-]+|None),? ?)+\)",
            # An argument by name.
            rf"\b\w+=(?:\"[^\"\n]*\"|[^\s,;:)]*[\w{HOLE}…\])\"])",
            # A dotted name, a path, a name with _, with a digit or with a capital inside; numbers.
            r"(?<!\w)\.?[\w~]+(?:[./]\w+)+",
            r"\b\w*_\w*\b",
            r"\b[A-Za-z]+\d\w*\b",
            r"\b[A-Za-z]*[a-z][A-Z]\w*\b",
            r"\b\d[\d,.]*\d\b|\b\d\b",
        ]
    )
)
