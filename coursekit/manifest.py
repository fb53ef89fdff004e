"""The course manifest `course.toml`: the one place for lessons' numbers, titles, points and hints."""

import re
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from coursekit.errors import CourseError

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
    in_place
        Whether it may change its arguments; `Learner.inputs_after` holds them as they are after the call.
    """

    name: str
    slug: str
    lesson_number: str
    signature: str
    returns: str
    points: float
    hints: tuple[str, ...]
    trains: bool = False
    in_place: bool = False

    @property
    def file(self) -> str:
        """The learner's file, as messages call it."""
        return f"mnist_course/{self.slug}.py"

    @property
    def check_class(self) -> str:
        """The class of its checks: "TestBuildMlp"."""
        return "Test" + "".join(part.capitalize() for part in self.name.split("_"))


@dataclass(frozen=True)
class Lesson:
    """A lesson: `number` is two digits ("03"), `slug` names its files ("build_mlp"), `core` ones make the course."""

    number: str
    slug: str
    title: str
    goal: str
    minutes: int
    functions: tuple[Function, ...]
    learned: str
    core: bool = True

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
    def points(self) -> float:
        """What the lesson is worth."""
        return sum(function.points for function in self.functions)

    def checks_of(self, function: Function) -> str:
        """Return what pytest runs for one of its functions, relative to the course folder."""
        if len(self.functions) == 1:
            return self.tests
        return f"{self.tests}/test_{self.slug}.py::{function.check_class}"


@dataclass(frozen=True)
class Manifest:
    """All lessons, in order."""

    title: str
    lessons: tuple[Lesson, ...]

    @property
    def functions(self) -> dict[str, Function]:
        """All functions of the course by name."""
        return {function.name: function for lesson in self.lessons for function in lesson.functions}

    @property
    def core(self) -> tuple[Lesson, ...]:
        """The lessons of the course itself, without those that go beyond it."""
        return tuple(lesson for lesson in self.lessons if lesson.core)

    def lesson(self, key: str | int) -> Lesson:
        """Return the lesson for 3, "3", "03", "build_mlp" or "03_build_mlp".

        Raises
        ------
        CourseError
            When there is no such lesson.
        """
        wanted = str(key)
        for lesson in self.lessons:
            names = {lesson.number, lesson.number.lstrip("0"), lesson.slug, lesson.key}
            if wanted in names:
                return lesson
        numbers = ", ".join(lesson.number for lesson in self.lessons)
        raise CourseError(f"There is no lesson {wanted!r}. The lessons are {numbers}.")

    def part(self, which: str) -> "Manifest":
        """Return the course with fewer lessons: "core", "all", or some of them, such as "3,build_mlp".

        Raises
        ------
        CourseError
            When there is no such lesson.
        """
        if which == "all":
            return self
        chosen = self.core if which == "core" else [self.lesson(k) for k in which.split(",")]
        return replace(self, lessons=tuple(one for one in self.lessons if one in chosen))

    def after(self, lesson: Lesson) -> Lesson | None:
        """Return the next lesson, or None after the last."""
        place = self.lessons.index(lesson) + 1
        return self.lessons[place] if place < len(self.lessons) else None


@cache
def load_manifest(path: Path = ROOT / "course.toml") -> Manifest:
    """Read `course.toml`.

    Raises
    ------
    CourseError
        When it can't be read, or entries in it are wrong: a line for each, with file and lesson.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path} is not valid TOML: {error}") from error
    wrong: list[str] = []
    expect_entries(content, {"title", "lessons"}, set(), str(path), wrong)
    lessons = [_lesson(entry, path, wrong) for entry in content.get("lessons", [])]
    if wrong:
        raise CourseError("\n".join(wrong))
    return Manifest(content["title"], tuple(lesson for lesson in lessons if lesson))


def expect_entries(
    entry: dict[str, Any], required: set[str], optional: set[str], place: str, wrong: list[str]
) -> bool:
    """Note in `wrong` which entries a table of a TOML file lacks, and which it should not have; return whether all is well."""
    lacks = sorted(required - entry.keys())
    unknown = sorted(entry.keys() - required - optional)
    if lacks:
        wrong.append(f"{place} lacks {', '.join(lacks)}.")
    if unknown:
        wrong.append(f"{place} has unknown entries: {', '.join(unknown)}.")
    return not lacks and not unknown


def _lesson(entry: dict[str, Any], path: Path, wrong: list[str]) -> Lesson | None:
    place = f"{path}, lesson {entry.get('number', '?')}"
    functions = [
        _function(function, entry, f"{place}, {function.get('signature', '?')}", wrong)
        for function in entry.get("functions", [])
    ]
    if not expect_entries(entry, _LESSON, {"core"}, place, wrong):
        return None
    if not re.fullmatch(r"\d\d", str(entry["number"])):
        wrong.append(f'{place}: write its number with two digits, as "03".')
    return Lesson(**{**entry, "functions": tuple(one for one in functions if one)})


def _function(
    function: dict[str, Any], lesson: dict[str, Any], place: str, wrong: list[str]
) -> Function | None:
    if not expect_entries(function, _FUNCTION, {"trains", "in_place"}, place, wrong):
        return None
    points = function["points"]
    if not isinstance(points, int | float) or points <= 0:
        wrong.append(f"{place}: write its points as a number above 0.")
    return Function(
        name=function["signature"].partition("(")[0],
        slug=lesson.get("slug", ""),
        lesson_number=lesson.get("number", ""),
        **{**function, "hints": tuple(function["hints"])},
    )


_LESSON = {"number", "slug", "title", "goal", "minutes", "learned", "functions"}
_FUNCTION = {"signature", "returns", "points", "hints"}
