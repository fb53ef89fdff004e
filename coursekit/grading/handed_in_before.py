"""When a student's unchanged work was handed in first: only what is new can be late."""

from collections.abc import Collection, Mapping
from datetime import datetime

from coursekit.checks.results import Status
from coursekit.grading.intake.submission import Submission
from coursekit.grading.kept_runs import KeptRuns, Record, student_key


def first_handed_in(
    runs: KeptRuns,
    submission: Submission,
    fingerprints: Mapping[str, str],
    passed: Collection[str] = (),
) -> dict[str, datetime]:
    """Return for lessons whose work was handed in before, unchanged, when that was first.

    Who hands in the whole course each time is late with nothing that was there in time. What is said of this very
    submission does not count: its time may have been corrected. Nor does work that passes more of the same checks by now:
    something else decides what it does, such as another lesson's module, and that came later.

    Parameters
    ----------
    runs
        The earlier ones.
    submission
        The present one.
    fingerprints
        Of its lessons, by number.
    passed
        The checks that it passes, by their ids.
    """
    found: dict[str, datetime] = {}
    for record in reversed(runs.records):
        student = record["students"].get(student_key(submission), {})
        if not student or student["content"] == submission.content_hash:
            continue
        for number, lesson in student["lessons"].items():
            now, then = fingerprints.get(number, ""), lesson["fingerprint"]
            work = now.partition("-")[0]
            more = now == then and _passes_more(student["checks"], number, passed)
            if lesson["handed_in"] and work and work == then.partition("-")[0] and not more:
                found[number] = datetime.fromisoformat(lesson["handed_in"])
    own = submission.handed_in
    return {number: time for number, time in found.items() if own is None or time < own}


def _passes_more(before: Mapping[str, Record], number: str, passed: Collection[str]) -> bool:
    """Whether one of these checks of a lesson did not pass before."""
    own = (before[id_] for id_ in passed if id_.startswith(f"{number}.") and id_ in before)
    return any(check["status"] != Status.PASSED.value for check in own)
