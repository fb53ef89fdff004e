"""A term, as the runs that are kept show it: what failed how often, who stopped. Pure: it looks at records and grades."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import mean

from coursekit.grading.kept_runs import Record, student_key
from coursekit.grading.problems import State
from coursekit.grading.score import Grade
from coursekit.manifest import Manifest

STOPPED_RUNS = 2
"""Who handed in nothing new in so many runs in which others did, with lessons left, has stopped."""

_OTHERS = 0.25
"""The share of a class that must have handed in something new for a run to say anything about who did not."""

_BAD = ("failed", "error")


@dataclass
class CheckHistory:
    """What became of one check over the runs.

    Attributes
    ----------
    lesson, function, check
        Which one.
    failed
        By student, in how many different works it failed before it passed, or until now.
    passed
        Students in whose work it passed in the end.
    """

    lesson: str
    function: str
    check: str
    failed: dict[str, int] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)

    @property
    def before_passing(self) -> float | None:
        """In how many works it failed before it passed, on average of those in which that happened; None where it never did."""
        times = [count for student, count in self.failed.items() if student in self.passed]
        return mean(times) if times else None


@dataclass(frozen=True)
class Hints:
    """How many students asked for hints to one function, and how many in all."""

    lesson: str
    function: str
    students: int
    hints: int


@dataclass(frozen=True)
class Term:
    """What a term shows besides the present grades.

    Attributes
    ----------
    runs
        How many runs are known.
    checks
        Those that failed for most students first.
    hints
        Functions for which most hints were asked for first, and how many students said so.
    told_hints
        How many students handed in which hints they asked for.
    missing, not_gradable, not_graded, stopped
        Grades of students by what became of their work; `stopped` have handed in nothing new for a while.
    """

    runs: int
    checks: list[CheckHistory]
    hints: list[Hints]
    told_hints: int
    missing: list[Grade]
    not_gradable: list[Grade]
    not_graded: list[Grade]
    stopped: list[Grade]


def term_of(records: Sequence[Record], grades: Sequence[Grade], manifest: Manifest) -> Term:
    """Return what the runs that are kept, and the present grades, say of the term.

    Parameters
    ----------
    records
        Of earlier runs, oldest first, with the present one at the end.
    grades
        The present ones.
    manifest
        The lessons that are graded.
    """
    by_state = {state: [g for g in grades if g.state is state] for state in State}
    return Term(
        len(records),
        sorted(_checks(records).values(), key=lambda one: -len(one.failed)),
        _hints(grades, manifest),
        sum(bool(grade.submission.hints) for grade in grades),
        by_state[State.NOTHING_HANDED_IN],
        by_state[State.NOT_GRADABLE],
        by_state[State.NOT_GRADED],
        _stopped(records, by_state[State.GRADED]),
    )


def _checks(records: Iterable[Record]) -> dict[str, CheckHistory]:
    found: dict[str, CheckHistory] = {}
    # The same work in the next run is no second attempt.
    seen: set[tuple[str, str, str]] = set()
    for record in records:
        for student, facts in record["students"].items():
            for id_, check in facts["checks"].items():
                work = (student, id_, facts["content"])
                lesson, function, name = id_.split(".", 2)
                history = found.setdefault(
                    id_, CheckHistory(lesson, function, name.replace("_", " "))
                )
                if check["status"] == "passed":
                    history.passed.add(student)
                elif check["status"] in _BAD and work not in seen:
                    history.passed.discard(student)
                    history.failed[student] = history.failed.get(student, 0) + 1
                seen.add(work)
    return {id_: history for id_, history in found.items() if history.failed}


def _hints(grades: Iterable[Grade], manifest: Manifest) -> list[Hints]:
    found = []
    for function in manifest.functions.values():
        counts = [
            g.submission.hints[function.name] for g in grades if function.name in g.submission.hints
        ]
        if counts:
            found.append(Hints(function.lesson_number, function.name, len(counts), sum(counts)))
    return sorted(found, key=lambda one: -one.hints)


def _stopped(records: Sequence[Record], graded: list[Grade]) -> list[Grade]:
    """Return the grades of those who handed in something once, and nothing new in the last runs in which others did."""
    changed: list[set[str]] = []
    for before, after in pairwise(records):
        old = before["students"]
        new = {
            student
            for student, facts in after["students"].items()
            if facts["content"] != old.get(student, {}).get("content")
        }
        if len(new) >= _OTHERS * max(1, len(after["students"])):
            changed.append(new)
    if len(changed) < STOPPED_RUNS:
        return []
    active = set.union(*changed[-STOPPED_RUNS:])
    return [
        grade
        for grade in graded
        if student_key(grade.submission) not in active
        and any(one.points < one.maximum for one in grade.lessons)
    ]
