"""Which column of a gradebook is the assignment's. Canvas and Blackboard put a number behind its name."""

import re
from collections.abc import Sequence

CANVAS_COLUMN = re.compile(r"(?!.*(Current|Final|Override) (Score|Points|Grade|Status)).+\(\d+\)")
"""Title and number: "Digits (12345)". A sum may have a number too, if the grading period is called so: "Final Score (2027)"."""

BLACKBOARD_COLUMN = re.compile(r".+\[Total Pts: (?!up to ).+\]\s*\|\d+")
"""Title, points and number: "Digits [Total Pts: 70 Score] |12345". Columns that are computed have "up to 70"."""


def assignment_column(
    header: Sequence[str], form: "re.Pattern[str]", assignment: str
) -> str | None:
    """Return the assignment's column: the one that is named, or the only one that there is; None when there is doubt.

    Parameters
    ----------
    header
        The gradebook's columns.
    form
        What an assignment's column looks like on this platform.
    assignment
        Its name, with or without the number; empty to take the only one.
    """
    columns = [column for column in header if form.fullmatch(column)]
    if assignment:
        named = [c for c in columns if c == assignment] or [
            c for c in columns if re.match(rf"{re.escape(assignment)} ?[(\[]", c)
        ]
        return named[0] if len(named) == 1 else None
    return columns[0] if len(columns) == 1 else None
