"""Reading a course's files: their text, their TODOs, and what Python makes of them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TODO = re.compile(r"TODO: [^\"*\\\n]*")


def text_of(path: Path) -> str:
    """Return a file's text; nothing when it is not there."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


def todo_problems(root: Path, path: Path) -> Iterator[str]:
    """Say which lines of a file are still to be written."""
    name = path.relative_to(root).as_posix()
    for number, line in enumerate(text_of(path).splitlines(), start=1):
        for todo in TODO.findall(line):
            yield f"{name}, line {number}: {todo}"


def parsed(path: Path) -> ast.Module | str:
    """Return what Python makes of a file, or why it can't."""
    try:
        return ast.parse(text_of(path))
    except SyntaxError as error:
        return f"line {error.lineno}: Python can't read it: {error.msg}."
