"""Signs of tampering: how a check ended, where an instructor should look, or where it is certain."""

from coursekit.checks.results import CheckResult
from coursekit.grading.points import FORGERIES
from coursekit.worker.names import Code


def tamper_note(result: CheckResult) -> str:
    """Return what an instructor should know of how a check ended; empty for nearly every end.

    There are three grades: what honest code can't bring about is certain, what it seldom brings about is worth a look, and
    of the rest nothing is said here: an endless loop, say, is a mistake that beginners make.
    """
    if result.code in FORGERIES:
        return f"Tampered with, certainly: {result.function}: {FORGERIES[result.code]}"
    if result.code in _ODD:
        return f"Worth a look: {result.function}: {_ODD[result.code]}"
    return ""


_ODD = {
    Code.CRASH: "ended the Python process.",
    Code.EXIT: "called exit().",
    Code.FLOOD: "printed without end.",
    Code.MEMORY: "used more memory than allowed.",
    Code.NO_TIME_LEFT: "took all of the time.",
    Code.UNKNOWN_LAYER: "a network's outputs can't be verified.",
    Code.NOT_TRAINED_HERE: "a network's weights do not come from training it here.",
    Code.NOT_AS_DRAWN: "a picture does not show what is said of it.",
    Code.UNREADABLE_ANSWER: "returned what can't be read.",
    Code.CANNOT_CROSS: "returned what can't be read.",
    Code.COURSE_CODE: "returned what can't be read.",
    Code.CHECK_BROKE: "returned what a check could not read.",
    Code.WORKER_GONE: "ended while a check looked at its result.",
    Code.GRADER_ENDED: "ended the process that grades it, twice.",
}
"""Ends that code which attacks the grader comes to, and honest code seldom."""
