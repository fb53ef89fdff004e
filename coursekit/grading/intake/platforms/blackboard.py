"""Blackboard: "Assignment File Download" lays the files of all attempts side by side.

Their names are ASSIGNMENT_USERNAME_attempt_2026-11-10-14-25-12_name, and the same with .txt for what was typed in. The time is
the server's, without a zone: it is taken for this computer's.
"""

import re
from datetime import datetime

from coursekit.grading.intake.submission import Named, Sender

_NAME = re.compile(
    r"(?P<whose>.+?)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<given>.+)|(?P<entry>\.txt))"
)
"""The first that fits is Blackboard's: what stands behind it, the student wrote, who could name another one and another time."""


def named_by_blackboard(name: str) -> Named | None:
    """Return what Blackboard says with a file's name, or None."""
    found = _NAME.fullmatch(name)
    if not found:
        return None
    try:
        time = datetime.strptime(found["time"], "%Y-%m-%d-%H-%M-%S").astimezone()
    except ValueError:
        return None
    parts = found["whose"].split("_")
    # Both the assignment and the user name may hold an underscore.
    logins = tuple("_".join(parts[place:]) for place in range(len(parts) - 1, 0, -1))
    return Named(
        Sender("blackboard", "", "", logins or (found["whose"],), key=found["whose"]),
        found["given"] or "what was typed in.txt",
        attempt=found["time"],
        time=time,
    )
