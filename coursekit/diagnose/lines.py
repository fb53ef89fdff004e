"""A file that Python can't read, line by line: what stands in a line, and whether it could be code."""

import builtins
import keyword
import re
from collections.abc import Iterator

from coursekit.diagnose.situation import Situation, Source

LOOKALIKES = {
    **dict.fromkeys("“”„«»″", 'the straight quote "'),
    **dict.fromkeys("‘’‚`´′", "the straight quote '"),
    **dict.fromkeys("–—−‐‑", "the plain minus sign -"),
    **dict.fromkeys("×∗·", "the star *"),
    **dict.fromkeys("÷∕", "the slash /"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", "a plain space"),
    **{"（": "(", "）": ")", "［": "[", "］": "]"},
    **{"，": "the comma ,", "：": "the colon :", "；": ";", "＝": "="},
    **{"≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "²": "**2"},
}
"""Signs that word processors, web pages and other keyboards put in place of Python's, and what Python knows."""

FIRST_WORDS = [
    *("def", "return", "import", "from", "for", "while", "if", "elif", "else", "class", "with"),
    *("try", "raise", "except", "assert", "pass", "break", "continue", "del"),
]
"""What a line of code may begin with, besides names."""

CLOSING = {"(": ")", "[": "]", "{": "}"}
"""The bracket that closes each."""

PLAIN = str.maketrans(
    {
        sign: name.removeprefix("a plain space").split(" ")[-1] or " "
        for sign, name in LOOKALIKES.items()
    }
)
"""The same for `str.translate`."""

_TEXT_OR_COMMENT = r"\"{3}|'{3}|\"[^\"]*\"|'[^']*'|#.*"


def line_at(s: Situation, above: int = 0) -> str:
    """Return the line at which Python stopped, or one so many lines above it; empty where there is none."""
    lines, line = s.last.lines, s.line - above
    return lines[line - 1] if 0 < line <= len(lines) else ""


def without_texts(line: str) -> str:
    """Leave out what stands in quotes, and comments."""
    return re.sub(r"#.*", "", re.sub(r"\"[^\"]*\"|'[^']*'", '""', line))


def leaves_open(code: str) -> bool:
    """Whether code without its texts leaves a bracket open."""
    return any(code.count(one) > code.count(end) for one, end in CLOSING.items())


def bracket_is_open(s: Situation) -> bool:
    """Whether the lines above leave a bracket open."""
    return leaves_open("".join(without_texts(line) for n, line in code_lines(s) if n < s.line))


def names_of_the_rest(s: Situation) -> set[str]:
    """Return the names of the file, when Python can read it without the line at which it stopped."""
    begins = line_at(s).partition(line_at(s).strip())[0]
    text = [*s.last.lines[: s.line - 1], f"{begins}pass", *s.last.lines[s.line :]]
    nodes = Source("", "\n".join(text)).nodes
    return {name for n in nodes for name in (getattr(n, "id", ""), getattr(n, "arg", "")) if name}


def words_side_by_side(s: Situation) -> bool:
    """Whether a line begins with words, and three of them stand side by side as they can't in code."""
    # The quote of "here's" is none, nor are those around the names of a text.
    line = re.sub(
        r"(?<=[a-z])'(?=(s|t|re|ve|ll|d|m)\b)", "", line_at(s).replace("`", "").translate(PLAIN)
    )
    # What begins with another language's sign for a comment is one.
    start = r"(?!\s*--)[^\w\"'(\[{#/%]*(?:\d+[.)] +)?((?:\w+[,;:]? )*\w+)\b(?!\()"
    found = re.match(start, line)
    if not found or "=" in without_texts(line) or bracket_is_open(s):
        return False
    words = found[1].split()
    known = {*dir(builtins), *names_of_the_rest(s)}
    return any(
        all(map(str.isidentifier, three[:2]))
        and not any(keyword.iskeyword(word) or keyword.iskeyword(word.lower()) for word in three)
        and sum(word not in known and not word.isdigit() for word in three) >= 2
        for three in zip(words, words[1:], words[2:], strict=False)
    )


def long_texts(lines: list[str]) -> list[tuple[int, int]]:
    """Return the first and the last line of each text in triple quotes; the last is 0 where there is no end."""
    texts = []
    opened, quotes = 0, ""
    for number, line in enumerate(lines, 1):
        place = 0
        while found := re.compile(quotes or _TEXT_OR_COMMENT).search(line, place):
            place = found.end()
            if quotes:
                texts.append((opened, number))
                quotes = ""
            elif found[0] in ('"""', "'''"):
                opened, quotes = number, found[0]
    return [*texts, (opened, 0)] if quotes else texts


def code_lines(s: Situation) -> Iterator[tuple[int, str]]:
    """Go through the lines that do not begin inside a text in triple quotes, with their numbers."""
    texts = long_texts(s.last.lines)
    inside = {number for first, last in texts for number in range(first + 1, last + 1)}
    return ((n, line) for n, line in enumerate(s.last.lines, 1) if n not in inside)


def can_be_read(line: str) -> bool:
    """Whether a line is Python by itself; one that ends with a colon gets something inside."""
    before = {"elif": "if 1: pass\n", "else": "if 1: pass\n", "except": "try: pass\n"}
    word = re.match(r"\w*", line)
    opening = before.get(word[0], "") if word else ""
    return bool(Source("", f"{opening}{line}{' pass' if line.endswith(':') else ''}").tree.body)


def indent_of(line: str) -> int:
    """Return how many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))
