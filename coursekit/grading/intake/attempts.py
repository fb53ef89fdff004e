"""Of everything that one student handed in: which counts, and why."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from coursekit.grading.intake.guard import Guard
from coursekit.grading.intake.pieces import Piece
from coursekit.grading.intake.submission import Submission
from coursekit.grading.intake.works import Work, listed, works_in
from coursekit.grading.problems import GradingCode, GradingProblem


def submissions_of(
    guard: Guard, name: str, pieces: Iterable[Piece], attempt: str, accept_notebooks: bool
) -> list[Submission]:
    """Return what counts of all that a student handed in: one submission, or all of them where the best shall count.

    Parameters
    ----------
    guard
        The process that reads them.
    name
        What the submission is called.
    pieces
        All of the student's.
    attempt
        "newest", "first" or "best".
    accept_notebooks
        Whether work in notebooks is graded.
    """
    ordered = sorted(pieces, key=lambda piece: piece.order)
    attempts: list[list[Piece]] = []
    for _, group in groupby(ordered, key=lambda piece: piece.named.attempt):
        attempts.append(list(group))
    found = [
        _submission(name, work, own)
        for own in attempts
        for work in _works(guard, own, accept_notebooks)
    ]
    everything = tuple(piece.listed for piece in ordered)
    gradable = [one for one in found if not one[1].problem]
    if not gradable:
        return [replace(found[-1][1], handed=everything)]
    if attempt == "best" and len(gradable) > 1:
        newest = gradable[-1]
        return [
            replace(
                one,
                name=name if work is newest[0] else f"{name}, {work.label}",
                handed=everything,
                attempt_of=name,
            )
            for work, one in gradable
        ]
    chosen = gradable[0] if attempt == "first" else gradable[-1]
    notes = chosen[1].notes
    if len(found) > 1:
        labels = [work.label for work, one in found if one is not chosen[1]]
        code = GradingCode.FIRST_COUNTS if attempt == "first" else GradingCode.NEWEST_COUNTS
        if attempt != "first" and chosen is not found[-1]:
            code = GradingCode.NEWEST_GRADABLE
        notes = (GradingProblem(code, {"file": chosen[0].label, "others": listed(labels)}), *notes)
    return [replace(chosen[1], notes=notes, handed=everything)]


def _works(guard: Guard, pieces: list[Piece], accept_notebooks: bool) -> list[Work]:
    found = guard.ask(works_in, pieces, accept_notebooks)
    if isinstance(found, GradingProblem):
        return [Work(listed(piece.name for piece in pieces), {}, found)]
    return found


def _submission(name: str, work: Work, pieces: list[Piece]) -> tuple[Work, Submission]:
    times: list[datetime] = [piece.named.time for piece in pieces if piece.named.time]
    notes = list(work.notes)
    if not times and any(piece.named.late for piece in pieces):
        notes.append(GradingProblem(GradingCode.LATE_BY_PLATFORM))
    return work, Submission(
        name,
        work.files,
        work.problem,
        tuple(notes),
        handed_in=max(times, default=None),
        sender=pieces[-1].named.sender,
        hints=work.hints,
        label=work.label,
    )
