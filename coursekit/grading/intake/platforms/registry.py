"""All platforms: the first that knows a name says whose it is."""

from collections.abc import Callable

from coursekit.grading.intake.platforms.blackboard import named_by_blackboard
from coursekit.grading.intake.platforms.canvas import named_by_canvas
from coursekit.grading.intake.platforms.moodle import named_by_moodle
from coursekit.grading.intake.submission import Named

_BY_NAME: tuple[Callable[[str], Named | None], ...] = (
    named_by_blackboard,
    named_by_moodle,
    named_by_canvas,
)
"""Gradescope says it in a file of its own: `platforms.gradescope`."""


def named_by_platform(name: str) -> Named | None:
    """Return what a platform says with the name of a file or a folder; None when none wrote it."""
    return next(filter(None, (named(name) for named in _BY_NAME)), None)
