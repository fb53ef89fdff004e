"""Reading a course's files: their text, their TODOs, and what Python makes of them."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from coursekit.findings import Finding

UNREADABLE = "no-python"
"""The rule of a file that Python can't read: nothing else can be said of it, and of what needs it."""

TODO = re.compile(r"\bTODO\b(?!`)[^\"*\\\n]*")
"""What is still to be written, with a colon behind the word or without; not a `TODO` that is written about."""


def text_of(path: Path) -> str:
    """Return a file's text; nothing when it is not there."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


def between_marks(text: str, mark: str, lines: Iterable[str]) -> str:
    """Return a text with these lines between ``<!-- mark -->`` and ``<!-- end -->``; as it was where there is no mark."""
    before, begin, rest = text.partition(f"<!-- {mark} -->\n")
    _, end, after = rest.partition("<!-- end -->")
    inside = "".join(f"{line}\n" for line in lines)
    return "".join((before, begin, f"\n{inside}\n" if inside else "", end, after)) if end else text


def name_of(root: Path, path: Path) -> str:
    """Return a file's name from the course's folder on: "tests/lesson_13/test_noise.py"."""
    return path.relative_to(root).as_posix()


def todo_findings(root: Path, path: Path) -> Iterator[Finding]:
    """Say which lines of a file are still to be written."""
    for number, line in enumerate(text_of(path).splitlines(), start=1):
        for todo in TODO.findall(line):
            yield still_to_write(name_of(root, path), number, todo)


def still_to_write(file: str, line: int, todo: str) -> Finding:
    """Return the finding of a TODO."""
    return Finding(file, line, "todo", f"{todo.strip()}", "Write it, and take the TODO away.")


@lru_cache(maxsize=2048)
def tree_of(text: str) -> ast.Module:
    """Return what Python makes of a text; it is read once, and nobody changes it."""
    return ast.parse(text)


def parsed(root: Path, path: Path) -> ast.Module | Finding:
    """Return what Python makes of a file, or why it can't."""
    try:
        return tree_of(text_of(path))
    except SyntaxError as error:
        what = f"Python can't read it: {error.msg}."
        return Finding(
            name_of(root, path), error.lineno or 0, UNREADABLE, what, "Correct this line."
        )
