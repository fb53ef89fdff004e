"""Moodle: "Download all submissions", with or without a folder for each student.

``mod/assign/locallib.php`` writes the names: FULL NAME_NUMBER_assignsubmission_file_, where NUMBER is the one in the worksheet's
"Participant NUMBER". Since Moodle 4.1, the last underscore is left out for folders. Without folders, the file's name follows.
"""

import re

from coursekit.grading.intake.submission import Named, Sender

_NAME = re.compile(
    r"(?P<name>.*?)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<given>.*))?"
)
"""The first that fits is Moodle's: what stands behind it, the student wrote, who could name another one there."""

_HIDDEN = "Participant"
"""Stands for the name where names are hidden."""


def named_by_moodle(name: str) -> Named | None:
    """Return what Moodle says with the name of a folder or a file, or None."""
    found = _NAME.fullmatch(name)
    if not found:
        return None
    shown = "" if found["name"] == _HIDDEN else found["name"]
    return Named(Sender("moodle", shown, found["number"]), found["given"] or "")
