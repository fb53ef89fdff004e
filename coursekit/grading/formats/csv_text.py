"""CSV as spreadsheets read it."""

import csv
import io
from collections.abc import Iterable, Sequence

IDS = ("id", "sis_id", "login", "section")
"""What a roster may know of a student besides the name, in Canvas's order."""


def csv_text(table: Iterable[Sequence[object]]) -> str:
    """Return a table as text: all but numbers in quotes."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n").writerows(table)
    return text.getvalue()
