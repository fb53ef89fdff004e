"""What each function earned, and what is said of it. Formats with tests or tables show these."""

import math
from dataclasses import dataclass, replace

from coursekit.checks.result_lines import Entry, entry_lines, function_entries
from coursekit.checks.results import CheckResult, Status, by_function
from coursekit.grading.points import shown
from coursekit.grading.score import Grade
from coursekit.manifest import Function, Lesson, Manifest
from coursekit.worker.names import Code


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
    points
        What it has before lateness, rounded to hundredths.
    """

    lesson: Lesson
    function: Function
    number: str
    results: list[CheckResult]
    entry: Entry
    points: float

    @property
    def name(self) -> str:
        """Number and function: "01 scale_images"."""
        return f"{self.lesson.number} {self.function.name}"

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
    groups = by_function(judged(grade.results))
    points = {one.function.name: one.points for own in grade.lessons for one in own.functions}
    found = []
    for lesson in manifest.lessons:
        for place, function in enumerate(lesson.graded, 1):
            results = groups.get((lesson.number, function.name), [])
            label = f"{lesson.number} {function.name}"
            said = function_entries(results) or [Entry(None, label, "✗", grade.problem)]
            number = f"{int(lesson.number)}.{place}"
            score = shown(points[function.name])
            found.append(FunctionScore(lesson, function, number, results, said[0], score))
    return found


def judged(results: list[CheckResult]) -> list[CheckResult]:
    """Return results for whoever reads points beside them: nothing waits any more, and what waited says why it has none."""
    return [
        replace(result, status=Status.FAILED, message=_why(result))
        if result.status is Status.WAITING
        else result
        for result in results
    ]


def _why(result: CheckResult) -> str:
    said = _NEEDS.get(result.code) if result.code else None
    return said.format(**result.fields) if said else result.message


_NEEDS = {
    Code.WAITS_FOR_EARLIER: "It needs {other} of lesson {lesson}, which does not work: nothing can be seen of it.",
    Code.WAITS_FOR_CALLED: "It calls {other}, which does not work: nothing can be seen of it.",
    Code.WAITS_FOR_IMPORT: "Its file can't be imported: nothing can be seen of it.",
}
"""What waiting checks wait for, once there is nothing to wait for."""
