"""What formats are made of."""

from collections import Counter
from dataclasses import dataclass, field

from coursekit.grading.intake.roster import Roster
from coursekit.grading.kept_runs import Record
from coursekit.grading.score import Grade
from coursekit.manifest import Manifest


@dataclass(frozen=True)
class GradedClass:
    """A class that was graded.

    Attributes
    ----------
    grades
        Of the run.
    manifest
        The lessons that were graded.
    seed
        The run's.
    assignment
        What the platform calls it; empty to take the gradebook's only one, or the course's title.
    roster
        The class, as the file says it.
    records
        The runs that are kept, oldest first.
    """

    grades: list[Grade]
    manifest: Manifest
    seed: int
    assignment: str = ""
    roster: Roster | None = None
    records: list[Record] = field(default_factory=list)

    def line(self, grade: Grade) -> dict[str, str]:
        """Return the student's line of the roster, by the file's own columns."""
        assert self.roster is not None and grade.submission.row is not None
        return self.roster.line(grade.submission.row)


def importable(graded: GradedClass) -> list[Grade]:
    """Return whose grades go into a file for a platform: those of the roster's students alone, in its order.

    Without a roster, everybody's: the platform's own names say whose they are.
    """
    if graded.roster is None:
        return graded.grades
    known = [grade for grade in graded.grades if grade.submission.row is not None]
    return sorted(known, key=lambda grade: grade.submission.row or 0)


def told_apart(grades: list[Grade]) -> list[str]:
    """Return a name for each grade; where students have the same, with what tells them apart behind it."""
    count = Counter(grade.name.casefold() for grade in grades)
    return [
        grade.name if count[grade.name.casefold()] == 1 else f"{grade.name} ({_id_of(grade)})"
        for grade in grades
    ]


def _id_of(grade: Grade) -> str:
    student = grade.submission.student
    ids = (student.get(key, "") for key in ("id", "sis_id", "login"))
    return next(filter(None, ids), "") or grade.submission.sender.number or grade.submission.name
