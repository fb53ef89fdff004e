"""What each function earned, and what is said of it. Formats with tests or tables show these."""

import math
from dataclasses import dataclass

from coursekit.checks.report import Entry, entry_lines, function_entries
from coursekit.checks.results import CheckResult, by_function
from coursekit.grading.score import Grade, earned
from coursekit.manifest import Function, Lesson, Manifest


@dataclass(frozen=True)
class FunctionScore:
    """What one function earned.

    Attributes
    ----------
    lesson, function
        Which one.
    number
        Its place in the course: "1.2".
    results
        Of its checks; none when nothing could be graded.
    entry
        What pytest says of it, or why nothing could be graded.
    """

    lesson: Lesson
    function: Function
    number: str
    results: list[CheckResult]
    entry: Entry

    @property
    def name(self) -> str:
        """Number and function: "01 scale_images"."""
        return f"{self.lesson.number} {self.function.name}"

    @property
    def points(self) -> float:
        """What was earned."""
        return earned(self.results)

    @property
    def whole_points(self) -> int:
        """What was earned for formats that know whole points only: rounded down, so that nobody has what was not earned."""
        return math.floor(self.points)

    @property
    def whole_max(self) -> int:
        """What can be earned, in whole points."""
        return math.floor(self.function.points)

    @property
    def passed(self) -> bool:
        """Whether all its checks passed."""
        return bool(self.results) and all(result.passed for result in self.results)

    @property
    def text(self) -> str:
        """What pytest says of it."""
        return "\n".join(line for line, _ in entry_lines([self.entry], []))


def function_scores(grade: Grade, manifest: Manifest) -> list[FunctionScore]:
    """Return a score for each function of the course, in its order."""
    groups = by_function(grade.results)
    found = []
    for lesson in manifest.lessons:
        for place, function in enumerate(lesson.functions, 1):
            results = groups.get((lesson.number, function.name), [])
            label = f"{lesson.number} {function.name}"
            said = function_entries(results) or [Entry(None, label, "✗", grade.problem)]
            number = f"{int(lesson.number)}.{place}"
            found.append(FunctionScore(lesson, function, number, results, said[0]))
    return found
