"""What is wrong with a course's files: each with its place, in a sentence, and with what to do."""

from dataclasses import dataclass

STALE = "stale"
"""The rule of what is made from something that has changed since; what to do is a command then."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    Attributes
    ----------
    path
        The file, from the course's folder on.
    line
        Its line; 0 where it is the whole file.
    rule
        What was asked of it, in a short name that stays the same: "says-in-no-message".
    what
        What is wrong, in a sentence.
    to_do
        What to do about it, in a sentence.
    """

    path: str
    line: int
    rule: str
    what: str
    to_do: str

    @property
    def place(self) -> str:
        """File and line, as editors and terminals make links of them: "course.toml:57"."""
        return f"{self.path}:{self.line}" if self.line else self.path

    def __str__(self) -> str:
        """Return it as it is shown: place and sentence, and what to do in a line of its own."""
        return f"{self.place}: {self.what} [{self.rule}]\n→ {self.to_do}"


def line_of(text: str, words: str) -> int:
    """Return the number of the first line that holds these words; 0 when none does."""
    place = text.find(words) if words else -1
    return text.count("\n", 0, place) + 1 if place >= 0 else 0
