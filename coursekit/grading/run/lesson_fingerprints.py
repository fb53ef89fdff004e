"""What decides the facts of one lesson of a submission: while none of it changes, they need not be found again."""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from coursekit import mnist
from coursekit.manifest import ROOT, Lesson, load_manifest
from coursekit.mnist import DatasetError
from coursekit.worker.names import PACKAGE

_NO_FACTS = ("learning/", "authoring/", "grading/")
"""Folders of `coursekit` that decide no facts; but `grading/run/` does."""

_MAY_IMPORT = re.compile(
    rb"\bfrom\s*\.|\b(%s|importlib|__import__|exec|eval|open|sys|os|pathlib|runpy)\b"
    % PACKAGE.encode()
)
"""What a module holds that imports a neighbour, or could do so in a way that can't be read from it."""


def lesson_fingerprints(
    files: dict[str, bytes], lessons: Iterable[Lesson], data: str
) -> dict[str, str]:
    """Return a fingerprint for each lesson, by its number: ``WORK-CHECKS-COURSE``.

    The parts say of what it was made: the learner's modules, the lesson's checks, and the course's machinery with the
    digits. Points are in none of them.

    Parameters
    ----------
    files
        Of the submission.
    lessons
        Which ones.
    data
        "sample" or "full".
    """
    return {
        lesson.number: "-".join((_work(files, lesson), _checks(lesson.number), _course(data)))
        for lesson in lessons
    }


def _work(files: dict[str, bytes], lesson: Lesson) -> str:
    """Return a hash of the modules that a lesson's checks run; of all, where these may get at others."""
    slugs = {"__init__", *_slugs(lesson.number)}
    # A folder `fit` goes before a file `fit.py`, and `__init__.py` before both.
    needed = {name for name in files if name.partition("/")[0].removesuffix(".py") in slugs}
    if any(_MAY_IMPORT.search(files[name]) for name in needed):
        needed = set(files)
    return _hash((name, files[name]) for name in sorted(needed))


@cache
def _slugs(number: str) -> set[str]:
    """Return the modules whose functions a lesson's checks call, its own among them."""
    manifest = load_manifest()
    lesson = manifest.lesson(number)
    text = "".join(path.read_text(encoding="utf-8") for path in _tests(lesson))
    called = set(re.findall(r"learner\.(\w+)", text)) & manifest.functions.keys()
    return {lesson.slug, *(manifest.functions[name].slug for name in called)}


@cache
def _checks(number: str) -> str:
    """Return a hash of a lesson's checks, and of what the manifest tells them of its functions."""
    lesson = load_manifest().lesson(number)
    told = [(f.name, f.signature, f.returns, f.trains) for f in lesson.graded]
    files = ((path.name, _text(path)) for path in _tests(lesson))
    return _hash([*files, ("manifest", repr(told).encode())])


@cache
def _course(data: str) -> str:
    """Return a hash of the machinery that finds facts, and of the digits."""
    root = ROOT / "coursekit"
    names = {path.relative_to(root).as_posix(): path for path in root.rglob("*.py")}
    machinery = [
        (name, _text(path))
        for name, path in sorted(names.items())
        if name.startswith("grading/run/") or not name.startswith(_NO_FACTS)
    ]
    try:
        digits = mnist.find(setting=data).path.read_bytes()
    except (DatasetError, OSError):
        # Whoever grades will say so.
        digits = b""
    return _hash([*machinery, ("digits", digits)])


def _tests(lesson: Lesson) -> list[Path]:
    return sorted((ROOT / lesson.tests).glob("*.py"))


def _text(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")


def _hash(parts: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, content in parts:
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]
