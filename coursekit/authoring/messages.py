"""What a course can say: the texts in its code, with a `HOLE` for what is only known when it runs."""

import ast
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from coursekit.authoring.course_files import tree_of
from coursekit.authoring.reading import HOLE

Neighbours = set[tuple[str, str]]
"""Pairs of words that stand one behind the other; `HOLE` is any word."""


def neighbours_in(sources: Iterable[str]) -> Neighbours:
    """Return all pairs of neighbours in what modules say; a single word has an empty one."""
    return Neighbours().union(*map(_neighbours_of, sources))


@lru_cache(maxsize=512)
def _neighbours_of(source: str) -> Neighbours:
    kinds = ast.Constant | ast.JoinedStr | ast.BinOp
    texts = {with_holes(node) for node in ast.walk(tree_of(source)) if isinstance(node, kinds)}
    return {pair for text in texts for pair in pairwise(["", *_bare(text), ""])}


def unsaid(words: str, neighbours: Neighbours) -> str:
    """Return the first neighbours among these words that no text holds; empty where all of them may be said.

    A number, a shape or a name in code is a value, and may stand in any hole.
    """
    bare = _bare(words)
    if len(bare) == 1:
        known = {word for pair in neighbours for word in pair}
        return "" if bare[0] in known or not _PLAIN.fullmatch(bare[0]) else bare[0]
    for one, other in pairwise(bare):
        plain = _PLAIN.fullmatch(one) and _PLAIN.fullmatch(other)
        if plain and not {(one, other), (one, HOLE), (HOLE, other)} & neighbours:
            return f"{one} {other}"
    return ""


def with_holes(message: ast.expr) -> str:
    """Return what an expression says, with `HOLE` for what is only known when it runs."""
    return re.sub(r"\{[^{}]*\}", HOLE, _words_of(message))


def _bare(text: str) -> list[str]:
    """Return the words of a text without signs around them; a word with a hole in it is a hole."""
    words = (word.strip(".,:;!?\"'()[]`“”").removesuffix("'s") for word in text.split())
    return [HOLE if HOLE in word else word for word in words if word]


def _words_of(message: ast.expr) -> str:
    match message:
        case ast.Constant(value=str(words)):
            return words
        case ast.JoinedStr(values=parts):
            return "".join(_words_of(part) for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _words_of(left) + _words_of(right)
    return HOLE


_PLAIN = re.compile("[A-Za-z][a-z'-]*")
