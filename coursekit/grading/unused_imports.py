"""Imports of libraries that are not there and that nothing uses: what a student's editor added costs no points."""

import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from coursekit.grading.intake.submission import Submission
from coursekit.grading.problems import GradingCode, GradingProblem, shown_notes

_IMPORT = re.compile(
    r"import (?P<whole>[\w.]+(?: as \w+)?)|from (?P<library>\w[\w.]*) import (?P<names>[\w, ]+)"
)
"""An import that is a line of its own, without what stands behind it. Nothing is parsed: a file can be made to take
Python's parser down. And each word is looked at once: a file can be made of imports alone."""


def without_unused_imports(submission: Submission) -> Submission:
    """Return the submission without imports of missing libraries whose name its file never uses, and notes of them.

    A line that is left out stays as an empty one. Nothing stands in for a library: where its name stands anywhere else in
    the file, the import stays, and fails.
    """
    files, notes = dict(submission.files), list[GradingProblem]()
    for file, content in submission.files.items():
        lines = content.decode("utf-8", "surrogateescape").split("\n")
        unused = list(_unused(lines))
        for place, library in unused:
            lines[place] = ""
            fields = {"file": file, "line": place + 1, "library": library}
            notes.append(GradingProblem(GradingCode.UNUSED_IMPORT, fields))
        if unused:
            files[file] = "\n".join(lines).encode("utf-8", "surrogateescape")
    return replace(submission, files=files, notes=(*submission.notes, *shown_notes(notes)))


def _unused(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the place of each line that can be left out, and the library that it imports."""
    missing = list(_missing(lines))
    if not missing:
        return
    words = Counter(word for line in lines for word in _words(line))
    for place, library, names in missing:
        here = Counter(_words(lines[place]))
        if all(name.isidentifier() and words[name] <= here[name] for name in names):
            yield place, library


def _missing(lines: list[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Yield the place of each import of a library that is not there, the library, and the names that it gives."""
    for place, line in enumerate(lines):
        found = _IMPORT.fullmatch(line.partition("#")[0].rstrip())
        if not found:
            continue
        imported = found["names"] or found["whole"]
        library = (found["library"] or imported).split(".")[0].split()[0]
        if not _is_there(library):
            parts = (part.strip() for part in imported.split(","))
            yield (
                place,
                library,
                [re.split(r" as |\.", part)[-1 if " as " in part else 0] for part in parts],
            )


def _words(line: str) -> list[str]:
    return re.findall(r"\w+", line)


@cache
def _is_there(library: str) -> bool:
    if library in ("mnist_course", "coursekit"):
        return True
    try:
        return importlib.util.find_spec(library) is not None
    except (ImportError, ValueError):
        return True
