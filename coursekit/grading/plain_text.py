"""Texts of students with no characters but those that can be seen."""

import re

_UNSEEN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""Control characters, line separators, switches of direction, and what UTF-8 or XML can't hold."""


def plain(text: str) -> str:
    """Return a text with no characters but printable ones, tabs and newlines."""
    return _UNSEEN.sub("", re.sub(r"\r\n?", "\n", text))


def one_line(text: str) -> str:
    """Return a text as one line."""
    return " ".join(plain(text).split())
