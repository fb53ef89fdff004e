"""Writes a `class.toml` to begin with."""

import json
import os
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.files import write_atomically
from coursekit.grading.plain_text import one_line
from coursekit.manifest import Manifest, load_manifest

_TEXT = """# How this class is graded. Whatever stands here can change at any time: `course grade` then counts anew in a second,
# and runs nobody's code again. Lines that begin with # are examples.

{roster}
# assignment = "Digits"      # which of the gradebook's columns this is, where it has several
lessons = {lessons}          # also "1-7", "core" or "all"
attempt = "newest"           # which of several submissions of one student counts: newest, first or best
missing = "blank"            # no points for who handed in nothing; "zero" gives 0
accept_notebooks = false     # true also grades functions that were written into a lesson's notebook

# What functions are worth. Without a line here, it is what the course says.
[points]
{points}

# What a lesson counts in the sum (its points are multiplied by it), and a check in its function. Otherwise it is 1.
[weights]
# 3 = 2
# "build_mlp: follows hidden units" = 2

# Until when, for all lessons or for one. A time needs its zone.
[due]
# all = 2027-01-15T23:59:00+01:00
# 3 = 2027-01-22T23:59:00+01:00

# What lateness costs: percent of the lesson's points for each day begun; all after so many days.
[late]
# points_per_day = 5
# at_most_days = 3

# Who has more time: in all lessons, or in one. Students are named by name, login or id, as in the roster.
[extensions]
# {student} = 2027-01-20T23:59:00+01:00
# [extensions.{other}]
# 3 = 2027-01-25T23:59:00+01:00

# What you decide yourself. It replaces a function's points, or waives lateness (in one lesson, or in all).
# [[override]]
# student = {student}
# function = "build_mlp"
# points = 8
# reason = "right idea, told in the oral"
# [[override]]
# student = {student}
# lesson = 3
# waive_lateness = true
# reason = "was ill"
"""


def write_class_file(roster: Path | None, out: Path) -> None:
    """Write a `class.toml` with comments.

    Parameters
    ----------
    roster
        The file with the class; None to fill in its name later.
    out
        The file to write.

    Raises
    ------
    CourseError
        When there is a file already, or the roster can't be read.
    """
    if out.exists():
        raise CourseError(f"{out} is there already.\n→ Edit it, or write another one: --out NAME.")
    students = []
    if roster:
        from coursekit.grading.intake.roster import read_roster

        students = [row.get("login") or row.get("id") or row["name"] for row in read_roster(roster)]
    write_atomically(out, class_text(load_manifest(), roster, out, students))


def class_text(manifest: Manifest, roster: Path | None, out: Path, students: list[str]) -> str:
    """Return the text of a `class.toml` for this course; its examples name the first of the students."""
    core = [function for lesson in manifest.core for function in lesson.graded]
    width = max(len(function.name) for function in core)
    named = [*filter(None, map(one_line, students)), "s106", "s107"]
    name = os.path.relpath(roster, out.parent).replace(os.sep, "/") if roster else "roster.csv"
    return _TEXT.format(
        roster=f"{'' if roster else '# '}roster = {json.dumps(name, ensure_ascii=False)}",
        lessons=[int(lesson.number) for lesson in manifest.core],
        points="\n".join(f"# {f.name:{width}} = {f.points:g}" for f in core),
        student=json.dumps(named[0], ensure_ascii=False),
        other=json.dumps(named[1], ensure_ascii=False),
    )
