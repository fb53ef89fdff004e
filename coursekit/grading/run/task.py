"""What has to be run for one submission, and what running it found: both are plain data that can go to another machine."""

import hashlib
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from coursekit.checks.results import CheckResult
from coursekit.grading.problems import GradingProblem


@dataclass(frozen=True)
class Task:
    """What has to be graded, as plain data that can go to another machine.

    Attributes
    ----------
    files
        The submission's allowed files.
    seed
        Of its digits and of all random inputs.
    sandbox
        "bwrap" or "none".
    data
        "sample" or "full".
    course
        `course_fingerprint` of the course that shall grade it.
    lessons
        What is graded: "core", "all", or numbers such as "03,05".
    fingerprints
        Of these lessons, by number: what decides the facts of each (`lesson_fingerprints`).
    """

    files: dict[str, bytes]
    seed: int
    sandbox: str = "bwrap"
    data: str = "sample"
    course: str = ""
    lessons: str = "core"
    fingerprints: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Names the outcome, which holds the facts of lessons as they are found: one for the same files and digits."""
        conditions = (self.seed, self.sandbox, self.data)
        content = repr((conditions, sorted(self.files.items())))
        return hashlib.sha256(content.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class LessonRun:
    """With which fingerprint and which seed the facts of a lesson were found."""

    fingerprint: str
    seed: int


@dataclass(frozen=True)
class Outcome:
    """What grading one task found.

    Attributes
    ----------
    key
        The task's.
    results
        One for each check that was asked for, in the course's order. `points` is what the check is worth.
    problem
        Why the grader itself could not do its work; such an outcome is not a grade. None when it could.
    seconds
        How long it took.
    version, course, dataset, seed, sandbox
        With what: the course's version and fingerprint, the dataset's SHA-256, the seed, the sandbox.
    lessons
        The lessons whose facts are in it, by number.
    """

    key: str
    results: list[CheckResult] = field(default_factory=list)
    problem: GradingProblem | None = None
    seconds: float = 0.0
    version: str = ""
    course: str = ""
    dataset: str = ""
    seed: int = 0
    sandbox: str = ""
    lessons: dict[str, LessonRun] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {**asdict(self), "problem": self.problem.as_dict() if self.problem else None}

    @classmethod
    def from_dict(cls, content: dict[str, Any]) -> "Outcome":
        """Read what `as_dict` gave, also after its way through JSON."""
        results = [CheckResult.from_dict(result) for result in content["results"]]
        problem = GradingProblem.from_dict(content["problem"]) if content["problem"] else None
        lessons = {number: LessonRun(**run) for number, run in content["lessons"].items()}
        found = {"results": results, "problem": problem, "lessons": lessons}
        return cls(**{**content, **found})

    def part(self, fingerprints: dict[str, str]) -> "Outcome":
        """Return the facts of those lessons alone that have these fingerprints."""
        lessons = {
            number: run
            for number, run in self.lessons.items()
            if run.fingerprint == fingerprints.get(number)
        }
        results = [result for result in self.results if result.lesson in lessons]
        return replace(self, results=results, lessons=lessons)
