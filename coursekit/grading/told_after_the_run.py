"""What an instructor would otherwise find out too late: work of nobody in the roster, no times, a file that makes an assignment."""

from collections.abc import Sequence

from coursekit.grading.formats.escape import log_line
from coursekit.grading.formats.platform_columns import CANVAS_COLUMN, assignment_column
from coursekit.grading.intake.roster import Roster
from coursekit.grading.problems import GradingCode
from coursekit.grading.score import Grade


def told_after_the_run(
    grades: Sequence[Grade], roster: Roster | None, assignment: str
) -> list[str]:
    """Return lines for the end of a run, each doubt with what to do about it.

    Parameters
    ----------
    grades
        Of the run.
    roster
        The class, where there is a file of it.
    assignment
        What class.toml or `--assignment` says; empty without it.
    """
    found = [*_classes(grades), *_strangers(grades), *_unknown_times(grades)]
    return [*found, *_new_assignment(roster, assignment)]


def _classes(grades: Sequence[Grade]) -> list[str]:
    problems = [grade.submission.problem for grade in grades]
    return [
        log_line(one.sentence) for one in problems if one and one.code is GradingCode.WHOLE_CLASS
    ]


def _strangers(grades: Sequence[Grade]) -> list[str]:
    names = [
        log_line(grade.name)
        for grade in grades
        if any(note.code is GradingCode.UNKNOWN_STUDENT for note in grade.submission.notes)
    ]
    if not names:
        return []
    return [
        f"in no single row of the roster, and so in no file for a platform: {'; '.join(names)}",
        "→ Write these names into a column submission of the roster, each into its student's row.",
    ]


def _unknown_times(grades: Sequence[Grade]) -> list[str]:
    unknown = [grade for grade in grades if grade.time_unknown]
    if not unknown:
        return []
    late = [
        log_line(grade.name)
        for grade in unknown
        if any(note.code is GradingCode.LATE_BY_PLATFORM for note in grade.submission.notes)
    ]
    marked = f" The platform marks as late: {'; '.join(late)}." if late else ""
    return [
        f"handed in at an unknown time, so not counted as late: {len(unknown)} of {len(grades)}.{marked}",
        "→ Write when into a column handed_in of the roster, such as 2027-01-15T23:59:00+01:00.",
    ]


def _new_assignment(roster: Roster | None, assignment: str) -> list[str]:
    header = roster.header if roster else []
    known = [column for column in header if CANVAS_COLUMN.fullmatch(column)]
    if not {"Student", "ID"} <= {*header} or not known:
        return []
    if assignment_column(header, CANVAS_COLUMN, assignment):
        return []
    named = "; ".join(map(log_line, known))
    missing = f"The gradebook has no {assignment}: " if assignment else ""
    return [
        f"{missing}canvas.csv makes a new assignment in Canvas. The gradebook has: {named}.",
        '→ If it is one of these, write its name: assignment = "…" in class.toml, or --assignment "…".',
    ]
