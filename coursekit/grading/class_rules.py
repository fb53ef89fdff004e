"""How a class is graded: `class.toml`, one file that an instructor keeps. Reading it runs nothing."""

import difflib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from coursekit.errors import CourseError
from coursekit.grading.toml_lines import line_of
from coursekit.manifest import Function, Lesson, Manifest, load_manifest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ALL = "all"
"""Stands for every lesson in `due`, `extensions` and an override's `lesson`."""

ATTEMPTS = ("newest", "best", "first")
"""Which of several submissions of one student counts."""

_TOP = {
    *("roster", "assignment", "lessons", "attempt", "missing", "accept_notebooks"),
    *("points", "weights", "due", "late", "extensions", "override"),
}
_OVERRIDE = {"student", "function", "points", "lesson", "waive_lateness", "reason"}


@dataclass(frozen=True)
class Late:
    """What lateness costs: so many percent of a lesson's maximum for each day begun, and all after so many days."""

    points_per_day: Fraction = Fraction(0)
    at_most_days: int | None = None


@dataclass(frozen=True)
class Override:
    """What an instructor decided about one student.

    Attributes
    ----------
    student, reason
        Whom it is about, by name, login or id, and why.
    function, points
        The function whose points it replaces; empty and None when it does not.
    lesson
        The number of the lesson whose lateness is waived, or "all"; empty when none is.
    """

    student: str
    reason: str
    function: str = ""
    points: Fraction | None = None
    lesson: str = ""

    def is_of(self, called: set[str]) -> bool:
        """Whether it is about the student who is called so (`Submission.called`)."""
        return self.student.casefold() in called


@dataclass(frozen=True)
class ClassRules:
    """All that decides points besides what running the code found.

    Attributes
    ----------
    manifest
        The lessons that are graded. The points in it are those that count: of `class.toml`, with its weights.
    roster
        The file with the class, or None.
    assignment
        What the platform calls the assignment; empty to take the gradebook's only one, or the course's title.
    attempt, accept_notebooks
        What counts of all that was handed in: for intake.
    missing_is_zero
        Whether a student who handed in nothing has 0 points, and not none.
    weights
        What a lesson's points are multiplied by, by its number.
    check_weights
        What a check counts in its function, by (function, check); the others count 1.
    due
        Deadlines by a lesson's number.
    late
        What lateness costs.
    extensions
        Later deadlines by student, then by a lesson's number or "all".
    overrides
        In the order of the file; the last one counts.
    """

    manifest: Manifest = field(default_factory=lambda: load_manifest().part("core"))
    roster: Path | None = None
    assignment: str = ""
    attempt: str = "newest"
    accept_notebooks: bool = False
    missing_is_zero: bool = False
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    check_weights: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    due: Mapping[str, datetime] = field(default_factory=dict)
    late: Late = Late()
    extensions: Mapping[str, Mapping[str, datetime]] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()

    def deadline(self, lesson: Lesson, called: set[str]) -> datetime | None:
        """Return the later of a lesson's due date and the student's extension; None where nothing is due."""
        due = self.due.get(lesson.number)
        own = [given for key, given in self.extensions.items() if key.casefold() in called]
        times = [given.get(lesson.number) or given.get(ALL) for given in own]
        return max([due, *(time for time in times if time)]) if due else None

    def override_of(self, function: Function, called: set[str]) -> Override | None:
        """Return what replaces a function's points for a student, or None."""
        found = [o for o in self.overrides if o.function == function.name and o.is_of(called)]
        return found[-1] if found else None

    def waived(self, lesson: Lesson, called: set[str]) -> Override | None:
        """Return what waives the lateness of a student's lesson, or None."""
        fits = {lesson.number, ALL}
        found = [o for o in self.overrides if o.lesson in fits and o.is_of(called)]
        return found[-1] if found else None

    def weights_in(self, function: Function) -> dict[str, Fraction]:
        """Return what checks of a function count, where that is not 1."""
        return {
            check: w for (name, check), w in self.check_weights.items() if name == function.name
        }

    def students(self) -> Iterator[str]:
        """Yield the students that are named in it."""
        yield from self.extensions
        yield from (override.student for override in self.overrides)


def read_rules(path: Path) -> ClassRules:
    """Read a `class.toml`.

    Raises
    ------
    CourseError
        When it can't be read, or something in it is wrong: a sentence for each, with its line.
    """
    try:
        text = path.read_text(encoding="utf-8")
        content = tomllib.loads(text, parse_float=Decimal)
    except OSError as error:
        raise CourseError(f"{path} can't be read: {error.strerror or error}.") from error
    except UnicodeError:
        raise CourseError(f"{path} is not UTF-8.\n→ Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path} is not valid TOML: {error}.") from error
    reader = _Reader(text, path)
    rules = reader.rules(content)
    if reader.wrong:
        told = (f"{path}, line {line}: {said}" for line, said in sorted(reader.wrong))
        raise CourseError("\n".join(told))
    return rules


class _Reader:
    """Reads the tables of one file, and notes in `wrong` what can't be meant, with its line."""

    def __init__(self, text: str, path: Path) -> None:
        self._text, self._path = text, path
        self.wrong: list[tuple[int, str]] = []
        self._course = load_manifest()

    def rules(self, content: dict[str, Any]) -> ClassRules:
        for key in content.keys() - _TOP:
            meant = _near(key, _TOP) or f" There are {', '.join(sorted(_TOP))}."
            self._note(f"there is no setting {key}.{meant}", "", key)
        manifest = self._lessons(content.get("lessons", "core"))
        points = self._table(content, "points", self._points)
        # Where something is misspelt up to here, what a function is worth may be what that was meant to say.
        known_points = None if self.wrong else points
        weights, check_weights = self._weights(content)
        overrides = content.get("override", [])
        if not isinstance(overrides, list):
            self._note("write [[override]], in two brackets.", "override")
            overrides = []
        return ClassRules(
            _with_points(manifest, points, weights),
            self._roster(content),
            self._text_of(content, "assignment", ""),
            self._choice(content, "attempt", ATTEMPTS),
            bool(self._choice(content, "accept_notebooks", (False, True))),
            self._choice(content, "missing", ("blank", "zero")) == "zero",
            weights,
            check_weights,
            self._due(content, manifest),
            self._late(content.get("late", {})),
            self._extensions(content),
            tuple(self._override(entry, n, known_points) for n, entry in enumerate(overrides)),
        )

    def _note(self, said: str, table: str, key: str = "", number: int = 0) -> None:
        self.wrong.append((line_of(self._text, table, key, number), said))

    def _roster(self, content: dict[str, Any]) -> Path | None:
        name = self._text_of(content, "roster", "")
        path = self._path.parent / name if name else None
        if path and not path.is_file():
            self._note(f"the roster {name} is missing: there is no file {path}.", "", "roster")
        return path

    def _text_of(self, entry: dict[str, Any], key: str, table: str, number: int = 0) -> str:
        value = entry.get(key, "")
        if not isinstance(value, str):
            self._note(f"write {key} in quotes.", table, key, number)
        return str(value)

    def _choice(self, content: dict[str, Any], key: str, choices: tuple[Any, ...]) -> Any:
        value = content.get(key, choices[0])
        if value not in choices or type(value) is not type(choices[0]):
            words = " or ".join(
                str(one).lower() if one in (True, False) else f'"{one}"' for one in choices
            )
            self._note(f"{key} is {words}.", "", key)
            return choices[0]
        return value

    def _lessons(self, value: Any) -> Manifest:
        keys = value if isinstance(value, list) else [value]
        try:
            return self._course.part(",".join(str(key) for key in keys))
        except CourseError as error:
            self._note(str(error).replace("\n→", ""), "", "lessons")
            return self._course.part("core")

    def _lesson(self, key: str, table: str, at: str = "", number: int = 0) -> str:
        """Return a lesson's number for what names it, or "all"."""
        if key == ALL:
            return ALL
        try:
            return self._course.lesson(key).number
        except CourseError as error:
            self._note(str(error).replace("\n→", ""), table, at or key, number)
            return ALL

    def _function(self, name: str, table: str, at: str = "", number: int = 0) -> Function | None:
        function = self._course.graded.get(name)
        if function is None:
            meant = _near(name, self._course.graded) or " course.toml lists them."
            self._note(f"the course has no function {name}.{meant}", table, at or name, number)
        return function

    def _table(
        self, content: dict[str, Any], name: str, read: Callable[[str, Any], Any]
    ) -> dict[str, Any]:
        """Read each entry of a table with `read(key, value)`; entries for which it gives None are left out."""
        table = content.get(name, {})
        if not isinstance(table, dict):
            self._note(f"write [{name}] on a line of its own, and below it its entries.", name)
            return {}
        found = {key: read(key, value) for key, value in table.items()}
        return {key: value for key, value in found.items() if value is not None}

    def _points(self, name: str, value: Any) -> Fraction | None:
        function = self._function(name, "points")
        return self._number(value, "points", name) if function else None

    def _number(self, value: Any, table: str, key: str, number: int = 0) -> Fraction:
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
            self._note(f"{key} is a number, 0 or more.", table, key, number)
            return Fraction(0)
        return Fraction(value)

    def _weights(
        self, content: dict[str, Any]
    ) -> tuple[dict[str, Fraction], dict[tuple[str, str], Fraction]]:
        lessons, checks = {}, {}
        for key, value in self._table(content, "weights", lambda _, value: value).items():
            name, colon, check = (part.strip() for part in key.partition(":"))
            if not colon:
                lessons[self._lesson(key, "weights")] = self._number(value, "weights", key)
            elif self._function(name, "weights", key):
                if check not in _checks_of(name):
                    self._note(f"{name} has no check “{check}”.", "weights", key)
                checks[name, check] = self._number(value, "weights", key)
        for name in {name for name, _ in checks}:
            if not any(checks.get((name, check), 1) for check in _checks_of(name)):
                self._note(f"no check of {name} counts anything.", "weights")
        return lessons, checks

    def _time(self, value: Any, table: str, key: str) -> datetime | None:
        if isinstance(value, datetime) and value.tzinfo is not None:
            return value
        said = "has no time zone" if isinstance(value, datetime) else "is no date with a time"
        self._note(f"{key} {said}. Write it as 2027-01-15T23:59:00+01:00.", table, key)
        return None

    def _due(self, content: dict[str, Any], manifest: Manifest) -> dict[str, datetime]:
        times = self._table(content, "due", lambda key, value: self._time(value, "due", key))
        by_lesson = {self._lesson(key, "due"): time for key, time in times.items()}
        for_all = by_lesson.pop(ALL, None)
        return {
            lesson.number: time
            for lesson in manifest.lessons
            if (time := by_lesson.get(lesson.number, for_all))
        }

    def _late(self, entry: Any) -> Late:
        if not isinstance(entry, dict):
            self._note("write [late] on a line of its own, and below it points_per_day.", "late")
            return Late()
        for key in entry.keys() - {"points_per_day", "at_most_days"}:
            self._note(f"[late] has no {key}: it has points_per_day and at_most_days.", "late", key)
        per_day = self._number(entry.get("points_per_day", 0), "late", "points_per_day")
        most = entry.get("at_most_days")
        if most is not None and (isinstance(most, bool) or not isinstance(most, int) or most < 0):
            self._note("at_most_days is a whole number, 0 or more.", "late", "at_most_days")
            most = None
        if per_day > 100:
            self._note(
                "points_per_day is percent of a lesson's points: at most 100.",
                "late",
                "points_per_day",
            )
        return Late(per_day, most)

    def _extensions(self, content: dict[str, Any]) -> dict[str, dict[str, datetime]]:
        def read(student: str, given: Any) -> dict[str, datetime] | None:
            if not isinstance(given, dict):
                time = self._time(given, "extensions", student)
                return {ALL: time} if time else None
            place = f"extensions.{student}"
            times = {
                self._lesson(key, place): self._time(t, place, key) for key, t in given.items()
            }
            return {lesson: time for lesson, time in times.items() if time}

        return self._table(content, "extensions", read)

    def _override(self, entry: Any, number: int, points: Mapping[str, Fraction] | None) -> Override:
        """Read an override; `points` are those of the file, None where these are not known for certain."""
        entry = entry if isinstance(entry, dict) else {}
        # A key or a text that is written wrongly is told alone: what else seems to be missing only follows from it.
        before = len(self.wrong)
        for key in entry.keys() - _OVERRIDE:
            meant = _near(key, _OVERRIDE) or f" It has {', '.join(sorted(_OVERRIDE))}."
            self._note(f"an override has no {key}.{meant}", "override", key, number)
        student, reason, name = (
            self._text_of(entry, key, "override", number)
            for key in ("student", "reason", "function")
        )
        if len(self.wrong) == before:
            self._expect_whole(entry, number)
        function = given = None
        if isinstance(entry.get("function"), str):
            function = self._function(name, "override", "function", number)
        if function and "points" in entry:
            given = self._number(entry["points"], "override", "points", number)
            best = (points or {}).get(name, Fraction(str(function.points)))
            if points is not None and given > best:
                said = f"{name} has {float(best):g} points: no override gives more."
                self._note(said, "override", "points", number)
        key = str(entry.get("lesson", function.lesson_number if function else ALL))
        waives = entry.get("waive_lateness", False)
        lesson = self._lesson(key, "override", "lesson", number) if waives else ""
        return Override(student, reason, name, given, lesson)

    def _expect_whole(self, entry: dict[str, Any], number: int) -> None:
        """Note what an override lacks, or says without what belongs to it."""

        def note(said: str, key: str = "") -> None:
            self._note(said, "override", key, number)

        for key in ("student", "reason"):
            if not entry.get(key):
                note(f'an override needs {key} = "…".', key)
        waives = entry.get("waive_lateness", False)
        if ("points" in entry) != bool(entry.get("function")):
            said = "points and function belong together: which function has how many points?"
            note(said, "points")
        if not isinstance(waives, bool):
            note("waive_lateness is true or false.", "waive_lateness")
        if not waives and not {"function", "points"} & entry.keys():
            note("an override needs function and points, or waive_lateness = true.")
        elif "lesson" in entry and not waives:
            note("lesson says where lateness is waived: write waive_lateness = true too.", "lesson")


def _near(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, [*known], n=3)
    return f" Did you mean {' or '.join(near)}?" if near else ""


def _with_points(
    manifest: Manifest, points: Mapping[str, Fraction], weights: Mapping[str, Fraction]
) -> Manifest:
    """Return the lessons with the points that count."""

    def counting(function: Function, weight: Fraction) -> Function:
        worth = points.get(function.name, Fraction(str(function.points))) * weight
        return replace(function, points=int(worth) if worth.denominator == 1 else float(worth))

    lessons = []
    for lesson in manifest.lessons:
        weight = weights.get(lesson.number, Fraction(1))
        functions = tuple(counting(function, weight) for function in lesson.functions)
        pipeline = counting(lesson.pipeline, weight) if lesson.pipeline else None
        lessons.append(replace(lesson, functions=functions, pipeline=pipeline))
    return replace(manifest, lessons=tuple(lessons))


def _checks_of(function: str) -> list[str]:
    from coursekit.checks.run import list_checks
    from coursekit.manifest import ROOT

    lesson = load_manifest().lesson(load_manifest().graded[function].lesson_number)
    return [check for name, check in list_checks([lesson.tests], ROOT) if name == function]
