"""The course manifest `course.toml`: the one place for lessons' numbers, titles, points and hints."""

import difflib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from coursekit.errors import CourseError
from coursekit.findings import Finding, line_of

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[1]
"""The folder of the course that this `coursekit` belongs to."""


@dataclass(frozen=True)
class Function:
    """A function that the learner writes.

    Attributes
    ----------
    name, slug, lesson_number
        The function, and the lesson that it belongs to.
    signature
        Its first line, without def and colon.
    returns
        The kind of its value, as `course.toml` lists them: array, number, text, model, ….
    points
        What it is worth, shared equally by its checks.
    hints
        From a nudge to nearly the answer.
    trains
        Whether it trains a network, and so may take minutes.
    """

    name: str
    slug: str
    lesson_number: str
    signature: str
    returns: str
    points: float
    hints: tuple[str, ...]
    trains: bool = False

    @property
    def file(self) -> str:
        """The learner's file, as messages call it."""
        return f"mnist_course/{self.slug}.py"

    @property
    def arguments(self) -> list[str]:
        """The names of its arguments."""
        return re.findall(r"[(,]\s*([A-Za-z_]\w*)", self.signature)

    @property
    def check_class(self) -> str:
        """The class of its checks: "TestBuildMlp"."""
        return "Test" + "".join(part.capitalize() for part in self.name.split("_"))


@dataclass(frozen=True)
class Lesson:
    """A lesson: `number` is two digits ("03"), `slug` names its files ("build_mlp"), `core` ones make the course.

    Its `functions` are what the learner writes. A `pipeline` is what these and earlier lessons' functions do together: it
    has checks and points, and stands in no file.
    """

    number: str
    slug: str
    title: str
    goal: str
    minutes: int
    functions: tuple[Function, ...]
    learned: str
    core: bool = True
    pipeline: Function | None = None

    @property
    def key(self) -> str:
        """Number and slug, as in the names of notebooks: "03_build_mlp"."""
        return f"{self.number}_{self.slug}"

    @property
    def notebook(self) -> str:
        """The learner's notebook, relative to the course folder."""
        return f"lessons/{self.key}.ipynb"

    @property
    def tests(self) -> str:
        """The folder of the lesson's checks, relative to the course folder."""
        return f"tests/lesson_{self.number}"

    @property
    def graded(self) -> tuple[Function, ...]:
        """All that has checks and points: the functions, and the pipeline after them."""
        return (*self.functions, self.pipeline) if self.pipeline else self.functions

    @property
    def points(self) -> float:
        """What the lesson is worth."""
        return sum(function.points for function in self.graded)

    def checks_of(self, function: Function) -> str:
        """Return what pytest runs for one of its functions, relative to the course folder."""
        if len(self.graded) == 1:
            return self.tests
        return f"{self.tests}/test_{self.slug}.py::{function.check_class}"


@dataclass(frozen=True)
class Term:
    """A word of the subject, for the glossary.

    Attributes
    ----------
    words
        As it is written, the usual form first: "array", "arrays".
    lesson
        The number of the lesson that explains it first.
    means
        What it means, in one sentence.
    """

    words: tuple[str, ...]
    lesson: str
    means: str


@dataclass(frozen=True)
class Manifest:
    """All lessons, in order, and the terms that they explain.

    `repository` is the course's address on GitHub, `ref` the branch or the tag of it that a browser opens. Without an
    address, the course shows no way in by a browser.
    """

    title: str
    lessons: tuple[Lesson, ...]
    terms: tuple[Term, ...] = ()
    repository: str = ""
    ref: str = "main"

    @property
    def functions(self) -> dict[str, Function]:
        """All functions of the course by name."""
        return {function.name: function for lesson in self.lessons for function in lesson.functions}

    @property
    def graded(self) -> dict[str, Function]:
        """All functions and pipelines by name, in order."""
        return {function.name: function for lesson in self.lessons for function in lesson.graded}

    @property
    def core(self) -> tuple[Lesson, ...]:
        """The lessons of the course itself, without those that go beyond it."""
        return tuple(lesson for lesson in self.lessons if lesson.core)

    def lesson(self, key: str | int) -> Lesson:
        """Return the lesson for 3, "3", "03", "build_mlp" or "03_build_mlp", or that of a function.

        Raises
        ------
        CourseError
            When there is no such lesson. It names the nearest one, or the entry that its checks lack.
        """
        wanted = str(key)
        for lesson in self.lessons:
            names = {lesson.number, lesson.number.lstrip("0"), lesson.slug, lesson.key}
            if wanted in names or wanted in [function.name for function in lesson.functions]:
                return lesson
        known = {
            _bare(name): name for name in [*self.functions, *(one.slug for one in self.lessons)]
        }
        for near in difflib.get_close_matches(_bare(wanted), known, n=1):
            raise CourseError(f"The course has no {wanted!r}.\n→ Did you mean {known[near]}?")
        checks = f"tests/lesson_{wanted.zfill(2)}"
        if wanted.isdecimal() and (ROOT / checks).is_dir():
            raise CourseError(
                f"course.toml has no lesson {wanted.zfill(2)}, and {checks}/ has its checks.\n"
                f"→ Write its entry there: [[lessons]] with {', '.join(_LESSON)}."
            )
        numbers = ", ".join(lesson.number for lesson in self.lessons)
        raise CourseError(f"There is no lesson {wanted!r}. The lessons are {numbers}.")

    def part(self, which: str) -> "Manifest":
        """Return the course with fewer lessons: "core", "all", or some of them, such as "3,build_mlp" or "1-7".

        Raises
        ------
        CourseError
            When there is no such lesson.
        """
        if which == "all":
            return self
        chosen = self.core if which == "core" else [*self._named(which)]
        return replace(self, lessons=tuple(one for one in self.lessons if one in chosen))

    def _named(self, which: str) -> Iterator[Lesson]:
        for key in which.split(","):
            first, dash, last = key.partition("-")
            if dash and first.isdecimal() and last.isdecimal():
                yield from (self.lesson(number) for number in range(int(first), int(last) + 1))
            else:
                yield self.lesson(key)

    def after(self, lesson: Lesson) -> Lesson | None:
        """Return the next lesson, or None after the last."""
        place = self.lessons.index(lesson) + 1
        return self.lessons[place] if place < len(self.lessons) else None


def _bare(name: str) -> str:
    """Return a name without what is easily written in another way: "BuildMLP()" means build_mlp."""
    return re.sub(r"[\W_]", "", name).lower()


@cache
def load_manifest(path: Path = ROOT / "course.toml") -> Manifest:
    """Read `course.toml`.

    Raises
    ------
    CourseError
        When it can't be read, or entries in it are wrong: each with its line, and what to do.
    """
    manifest, wrong = read_manifest(path)
    if wrong:
        raise CourseError("\n".join(map(str, wrong)))
    return manifest


def read_manifest(path: Path) -> tuple[Manifest, list[Finding]]:
    """Read `course.toml` as far as it goes: what an entry lacks is empty. Return what is wrong, too.

    Raises
    ------
    CourseError
        When it is not TOML.
    """
    text = path.read_text(encoding="utf-8")
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path} is not valid TOML: {error}") from error
    reader = _Reader(path.name, text)
    more = {"terms", "repository", "ref"}
    content = reader.complete(content, {"title": "", "lessons": []}, more, "", path.name)
    lessons = [reader.lesson(entry) for entry in content["lessons"]]
    terms = [reader.term(entry) for entry in content.get("terms", [])]
    # What has no name can't be looked at any further.
    named = tuple(lesson for lesson in lessons if lesson.slug)
    manifest = Manifest(
        content["title"], named, tuple(term for term in terms if term), **reader.address(content)
    )
    return manifest, reader.wrong


class _Reader:
    """Makes lessons and terms of what TOML says, and notes in `wrong` what is wrong with it."""

    def __init__(self, file: str, text: str) -> None:
        self.wrong: list[Finding] = []
        self._file = file
        self._text = text

    def note(self, anchor: str, what: str, to_do: str) -> None:
        """Note what is wrong with the entry that has the line `anchor`."""
        line = line_of(self._text, anchor)
        self.wrong.append(Finding(self._file, line, "manifest", what, to_do))

    def complete(
        self, entry: dict[str, Any], empty: dict[str, Any], more: set[str], anchor: str, name: str
    ) -> dict[str, Any]:
        """Return an entry with all keys of `empty`, and without those that are neither there nor in `more`."""
        if lacks := sorted(empty.keys() - entry.keys()):
            self.note(anchor, f"{name} lacks {', '.join(lacks)}.", "Write what is missing.")
        if unknown := sorted(entry.keys() - empty.keys() - more):
            names = ", ".join(unknown)
            self.note(anchor, f"{name} has unknown entries: {names}.", "Correct or delete them.")
        return {**empty, **{key: value for key, value in entry.items() if key not in unknown}}

    def address(self, content: dict[str, Any]) -> dict[str, str]:
        """Return `repository` and `ref`, as far as they are there and of the right form."""
        found = {}
        for key, (form, example) in _ADDRESS.items():
            value = content.get(key, example)
            if not isinstance(value, str) or not form.fullmatch(value):
                what, to_do = f"its {key} is {value!r}.", f"Write it as {key} = {example!r}."
                self.note(f"{key} =", what, to_do.replace("'", '"'))
            elif key in content:
                found[key] = value
        return found

    def lesson(self, entry: dict[str, Any]) -> Lesson:
        name = f"lesson {entry.get('number', '?')}"
        anchor = f"number = {json.dumps(entry.get('number', '?'))}"
        entry = self.complete(entry, _LESSON, {"core", "pipeline"}, anchor, name)
        if not re.fullmatch(r"\d\d", str(entry["number"])) or not isinstance(entry["number"], str):
            self.note(anchor, f"{name}: its number has not two digits.", 'Write it as "03".')
        entry["number"] = str(entry["number"])
        functions = [self.function(function, entry, name) for function in entry["functions"]]
        entry["functions"] = tuple(one for one in functions if one.name)
        if (pipeline := entry.get("pipeline")) is not None:
            # It stands in no file, and returns nothing.
            entry["pipeline"] = self.function(
                {"returns": "any", **pipeline}, {**entry, "slug": ""}, name
            )
        return Lesson(**entry)

    def function(self, function: dict[str, Any], lesson: dict[str, Any], name: str) -> Function:
        signature = function.get("signature", "?")
        anchor, name = f"signature = {json.dumps(signature)}", f"{name}, {signature}"
        function = self.complete(function, _FUNCTION, {"trains"}, anchor, name)
        if not isinstance(function["points"], int | float) or function["points"] <= 0:
            what = f"{name}: its points are {function['points']!r}."
            self.note(anchor, what, "Write its points as a number above 0.")
        return Function(
            name=signature.partition("(")[0],
            slug=lesson["slug"],
            lesson_number=lesson["number"],
            **{**function, "hints": tuple(function["hints"])},
        )

    def term(self, entry: dict[str, Any]) -> Term | None:
        words = entry.get("words")
        listed = isinstance(words, list) and words and all(isinstance(w, str) for w in words)
        name = f"term {words[0]}" if isinstance(words, list) and words else "term ?"
        anchor = f"words = {json.dumps(words)}"
        entry = self.complete(entry, _TERM, set(), anchor, name)
        if not isinstance(words, list) or not listed:
            to_do = 'Write its words as a list of texts, as ["array", "arrays"].'
            self.note(anchor, f"{name}: its words are no list of texts.", to_do)
            return None
        for key in ("lesson", "means"):
            if not isinstance(entry[key], str) or not entry[key].strip():
                what = f"{name}: its {key} is no text, or an empty one."
                self.note(anchor, what, f"Write its {key} as a text.")
                return None
        return Term(tuple(words), entry["lesson"], entry["means"])


_ADDRESS = {
    "repository": (
        re.compile(r"https://github\.com/[\w-]+/(?![\w.-]*\.git$)[\w.-]+"),
        "https://github.com/OWNER/NAME",
    ),
    "ref": (re.compile(r"\w[\w./-]*"), "main"),
}
"""Of each part of the address its form, and an example."""

_LESSON = {
    "number": "00",
    "slug": "",
    "title": "",
    "goal": "",
    "minutes": 0,
    "learned": "",
    "functions": [],
}
_FUNCTION = {"signature": "", "returns": "any", "points": 1, "hints": []}
_TERM = {"words": [], "lesson": "", "means": ""}
"""What entries hold, and what stands for a part that is missing."""
