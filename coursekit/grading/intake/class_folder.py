"""What a class handed in: one submission for each student, in the shapes that people and learning platforms hand over.

Nothing is unpacked or run here. What can't be read is a submission that has no points, with the reason.
"""

import itertools
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.grading.intake.attempts import submissions_of
from coursekit.grading.intake.commit_time import commit_time
from coursekit.grading.intake.guard import Guard
from coursekit.grading.intake.pieces import Piece, piece_at, pieces_at
from coursekit.grading.intake.roster import Roster, nothing_from, row_of
from coursekit.grading.intake.submission import Submission
from coursekit.grading.plain_text import one_line
from coursekit.grading.problems import GradingCode, GradingProblem


def read_submissions(
    paths: list[Path],
    roster: Roster | None = None,
    attempt: str = "newest",
    accept_notebooks: bool = False,
    single: bool = False,
) -> list[Submission]:
    """Read everything that lies at or in the given paths, and return what counts of each student, sorted by name.

    Parameters
    ----------
    paths
        A path is a submission (it holds ``mnist_course``), a file of one, or a class: a folder or a zip of submissions.
    roster
        The class. Each of its students has a submission then, also who handed in nothing.
    attempt
        Which of several counts: "newest", "first", or "best": then each of them is there, with `attempt_of`.
    accept_notebooks
        Whether work in notebooks is graded where the package has none.
    single
        Whether each path is one student's, whatever lies in it, and never a class.

    Raises
    ------
    CourseError
        When there is nothing at a path.
    """
    found: list[Submission] = []
    # What one submission does to the process that reads it harms no other.
    with Guard() as guard:
        given: list[list[Piece]] = []
        for path in paths:
            if not os.path.lexists(path):
                raise CourseError(
                    f"There is nothing at {path}. Give a folder or a zip with submissions."
                )
            lying = guard.ask(piece_at if single else pieces_at, path)
            if isinstance(lying, GradingProblem):
                found.append(Submission(path.stem, problem=lying))
            else:
                given.append([_with_commit_time(guard, piece) for piece in lying])
        for row, own in _by_student(given, roster):
            label = own[-1].named.sender.label
            attempts = submissions_of(guard, label, own, attempt, accept_notebooks)
            found += [_with_row(submission, row, roster) for submission in attempts]
    if roster:
        seen = {submission.row for submission in found}
        found += [nothing_from(roster, row) for row in range(len(roster.rows)) if row not in seen]
    found = [_in_plain_text(submission) for submission in found]
    return sorted(_with_different_names(found), key=lambda submission: submission.name.casefold())


def _in_plain_text(submission: Submission) -> Submission:
    """Return a submission whose names, which a student or a system made, can be shown and written everywhere."""
    sender = replace(submission.sender, name=one_line(submission.sender.name))
    return replace(
        submission,
        name=one_line(submission.name) or "_",
        sender=sender,
        label=one_line(submission.label),
        handed=tuple(map(one_line, submission.handed)),
        attempt_of=submission.attempt_of and (one_line(submission.attempt_of) or "_"),
    )


def _with_commit_time(guard: Guard, piece: Piece) -> Piece:
    """Return a clone with the time of its commit, and anything else as it is."""
    place = piece.place
    if piece.named.time or not isinstance(place, Path):
        return piece
    if not os.path.isdir(place / ".git"):  # noqa: PTH112 - Path.is_dir fails where nobody may look.
        return piece
    time = guard.ask(commit_time, place)
    known = None if isinstance(time, GradingProblem) else time
    return replace(piece, named=replace(piece.named, time=known))


def _by_student(
    given: list[list[Piece]], roster: Roster | None
) -> list[tuple[int | None, list[Piece]]]:
    """Return each student's pieces, with the place of the roster's row; None for who is in no single row.

    Folders of one name in two places may be of two students, if no platform and no roster says otherwise.
    """
    by_sender: dict[tuple[int, tuple[str, str]], list[Piece]] = {}
    for place, pieces in enumerate(given):
        for piece in pieces:
            sender = piece.named.sender
            key = (0 if sender.platform else place, sender.unique)
            by_sender.setdefault(key, []).append(piece)
    if roster is None:
        return [(None, own) for own in by_sender.values() if not all(p.is_doubtful for p in own)]
    known: dict[int, list[Piece]] = {}
    strangers: list[tuple[int | None, list[Piece]]] = []
    for own in by_sender.values():
        row = row_of(own[0].named.sender, own[0].listed, roster)
        if row is None and not all(piece.is_doubtful for piece in own):
            strangers.append((None, own))
        elif row is not None:
            known.setdefault(row, []).extend(own)
    return [*known.items(), *strangers]


def _with_row(submission: Submission, row: int | None, roster: Roster | None) -> Submission:
    if roster is None:
        return submission
    if row is None:
        notes = (*submission.notes, GradingProblem(GradingCode.UNKNOWN_STUDENT))
        return replace(submission, notes=notes)
    time = submission.handed_in or roster.times[row]
    notes = tuple(
        note
        for note in submission.notes
        if note.code is not GradingCode.LATE_BY_PLATFORM or not time
    )
    return replace(submission, student=roster.rows[row], row=row, handed_in=time, notes=notes)


def _with_different_names(submissions: list[Submission]) -> Iterator[Submission]:
    """Give numbers to those of the same name: no one's grade may be taken for another's."""
    taken = {_folded(submission.name) for submission in submissions}
    seen: set[str] = set()
    for submission in submissions:
        if _folded(submission.name) in seen:
            numbered = (f"{submission.name} ({n})" for n in itertools.count(2))
            name = next(name for name in numbered if _folded(name) not in taken)
            taken.add(_folded(name))
            note = GradingProblem(GradingCode.SAME_NAME)
            submission = replace(submission, name=name, notes=(*submission.notes, note))
        seen.add(_folded(submission.name))
        yield submission


def _folded(name: str) -> str:
    """Return a name as systems see it that know no capital letters, or one form of ü."""
    return unicodedata.normalize("NFKC", name).casefold()
