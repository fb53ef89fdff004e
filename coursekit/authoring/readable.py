"""Whether messages and hints can be read by a beginner: they are short, plain, and use no term before its lesson."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median

from coursekit.authoring.course_files import name_of, parsed, text_of, tree_of
from coursekit.authoring.messages import with_holes
from coursekit.authoring.reading import Measure, measure, terms_in
from coursekit.findings import Finding, line_of
from coursekit.manifest import Manifest

WORDS, MOST_WORDS = 45, 60
"""How many words nine in ten messages may have, and how many each."""

SENTENCE = 20
"""How many words a sentence may have."""

GRADE = 8
"""The highest school grade of a message or a hint."""

KINDS = {
    "message": "messages",
    "part": "parts of messages",
    "hint": "hints",
}
"""A part stands outside of a message: in a table, or in a function that completes one."""

SHARED = ("coursekit/checks/training_checks.py", "05")
"""Checks that lessons share, and the first lesson that has them."""


@dataclass(frozen=True)
class Text:
    """A message, a part of messages or a hint.

    Attributes
    ----------
    path, line
        Where it stands.
    words
        What it says, with `HOLE` for each value.
    lesson
        The number of the lesson that shows it first; empty when no term is looked for in it.
    kind
        A key of `KINDS`.
    name
        What it is called beside its place: "scale_images, hint 1".
    """

    path: str
    line: int
    words: str
    lesson: str
    kind: str
    name: str = ""

    @property
    def measure(self) -> Measure:
        """Its figures."""
        return measure(self.words)

    def finding(self, what: str, to_do: str) -> Finding:
        """Return what is wrong with it."""
        what = f"{self.name}: {what}" if self.name else what
        return Finding(self.path, self.line, "readable", what, to_do)


def readable_findings(texts: list[Text], manifest: Manifest) -> Iterator[Finding]:
    """Say which texts are too long or too hard, in figures."""
    for text in texts:
        found = text.measure
        reasons = []
        if found.words > MOST_WORDS:
            reasons.append(f"it has {found.words} words, more than {MOST_WORDS}")
        if found.longest > SENTENCE:
            reasons.append(f"a sentence has {found.longest} words, more than {SENTENCE}")
        if found.grade > GRADE and text.kind in ("message", "hint"):
            reasons.append(f"its grade is {found.grade:.1f}, above {GRADE}")
        if reasons:
            to_do = "Say it with fewer and shorter words, in shorter sentences."
            yield text.finding(f"{'; '.join(reasons)}.", to_do)
        for word, term in terms_in(text.words, manifest.terms):
            if text.lesson and term.lesson > text.lesson:
                what = f"{word!r} is explained in lesson {term.lesson} only."
                to_do = "Use another word, or let an earlier lesson introduce it in course.toml."
                yield text.finding(what, to_do)


def share_findings(texts: list[Text]) -> Iterator[Finding]:
    """Say of which kind too many texts are long: nine in ten of a course are short."""
    for name, of_kind in _by_kind(texts).items():
        long = [text for text in of_kind if text.measure.words > WORDS]
        if len(long) > len(of_kind) // 10:
            longest = max(long, key=lambda text: text.measure.words)
            yield longest.finding(
                f"it is one of {len(long)} in {len(of_kind)} {name} with more than {WORDS} words; one in ten may.",
                "Shorten some of them, this longest one first.",
            )


def term_findings(root: Path, manifest: Manifest) -> Iterator[Finding]:
    """Say which entries of the glossary are hard to read, or belong to a lesson that says nothing of them."""
    toml = text_of(root / "course.toml")
    for term in manifest.terms:
        name, line = f"term {term.words[0]}", line_of(toml, f'words = ["{term.words[0]}"')

        def found(what: str, to_do: str, name: str = name, line: int = line) -> Finding:
            return Finding("course.toml", line, "glossary", f"{name}: {what}", to_do)

        if measure(term.means).longest > SENTENCE:
            yield found(f"its sentence has more than {SENTENCE} words.", "Shorten it.")
        for word, other in terms_in(term.means, manifest.terms):
            if other.lesson > term.lesson:
                what = f"{word!r} is explained in lesson {other.lesson} only."
                yield found(what, "Use another word.")
        lesson = next((one for one in manifest.lessons if one.number == term.lesson), None)
        if lesson is None:
            yield found(f"there is no lesson {term.lesson!r}.", "Write the number of a lesson.")
            continue
        source = text_of(root / f"solutions/{lesson.key}.ipynb")
        if not any(re.search(rf"\b{re.escape(word)}\b", source, re.I) for word in term.words):
            what = f"it does not occur in solutions/{lesson.key}.ipynb."
            yield found(what, "Name the lesson that explains it.")


def summary(texts: list[Text]) -> list[str]:
    """Return a line of figures for the messages, and one for the hints."""
    lines = []
    for name, of_kind in _by_kind(texts).items():
        found = [text.measure for text in of_kind]
        words = sorted(one.words for one in found)
        grades = [one.grade for one in found]
        lines.append(
            f"{len(found)} {name}: 9 in 10 have at most {words[-(len(words) // 10) - 1]} words, longest {words[-1]}, "
            f"longest sentence {max(one.longest for one in found)} words, grade median {median(grades):.1f}, highest "
            f"{max(grades):.1f}"
        )
    return lines


def _by_kind(texts: list[Text]) -> dict[str, list[Text]]:
    kinds = {name: [text for text in texts if text.kind == kind] for kind, name in KINDS.items()}
    return {name: of_kind for name, of_kind in kinds.items() if of_kind}


def texts_of(root: Path, manifest: Manifest) -> list[Text]:
    """Return all messages and hints of a course."""
    texts: list[Text] = []
    for lesson in manifest.lessons:
        for path in sorted((root / lesson.tests).glob("*.py")):
            texts += _said(root, path, lesson.number)
    shared, first = SHARED
    texts += _said(root, root / shared, first)
    for path in sorted((root / "coursekit" / "diagnose").rglob("*.py")):
        texts += _said(root, path, "")
    toml = text_of(root / "course.toml")
    for function in manifest.functions.values():
        line = line_of(toml, f"signature = {json.dumps(function.signature)}")
        for number, hint in enumerate(function.hints, 1):
            name = f"{function.name}, hint {number}"
            texts.append(Text("course.toml", line, hint, function.lesson_number, "hint", name))
    return texts


def _said(root: Path, path: Path, lesson: str) -> list[Text]:
    """Return what a module says; of one that Python can't read nothing, which is told elsewhere."""
    if isinstance(parsed(root, path), Finding):
        return []
    file, said = name_of(root, path), _sentences_in(text_of(path))
    return [Text(file, line, words, lesson, kind) for line, words, kind in said]


@lru_cache(maxsize=512)
def _sentences_in(source: str) -> list[tuple[int, str, str]]:
    """Return each text of a module with sentences in it, but no docstring: its line, its words, message or part."""
    found = []
    seen: set[ast.AST] = set()
    # Breadth first: a text comes before the pieces that it is made of.
    for node in ast.walk(tree_of(source)):
        if isinstance(node, ast.Expr):
            seen |= set(ast.walk(node)) if isinstance(node.value, ast.Constant) else set()
        elif node not in seen and isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp):
            words = with_holes(node)
            if re.search(r"\w+ \S+.*[.?]$|→", words):
                seen |= set(ast.walk(node))
                kind = "message" if "→" in words else "part"
                found.append((node.lineno, words, kind))
    return found
