"""What one student handed in, and whom a platform names as the sender."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from coursekit.grading.problems import GradingProblem


@dataclass(frozen=True)
class Sender:
    """Whom a platform names as the one who handed something in.

    Attributes
    ----------
    platform
        "canvas", "moodle", "blackboard" or "gradescope"; empty where a folder's name is all there is.
    name
        As the platform writes it.
    number
        The platform's number for this student.
    logins
        User name, e-mail address, or a number of the university's: what a roster may have in one of its columns.
    key
        What tells this student from others where nothing above does.
    """

    platform: str = ""
    name: str = ""
    number: str = ""
    logins: tuple[str, ...] = ()
    key: str = ""

    @property
    def unique(self) -> tuple[str, str]:
        """What tells this student from all others of the platform."""
        known = self.number or self.key or (self.logins and self.logins[0]) or self.name
        return self.platform, known.casefold() if self.platform else known

    @property
    def label(self) -> str:
        """What the student is called where no roster says a name: name and number."""
        if self.platform == "blackboard":
            return self.logins[0]
        return "_".join(filter(None, (self.name, self.number))) or self.unique[1]


@dataclass(frozen=True)
class Named:
    """What a name says of a file or folder.

    Attributes
    ----------
    sender
        Whose it is.
    given
        The file's name as the student gave it; empty for a folder.
    attempt
        Tells attempts apart: pieces with the same one belong together.
    order
        Later pieces have a larger number.
    time, late
        When it was handed in, if the platform says so; whether it marks it as late.
    """

    sender: Sender
    given: str = ""
    attempt: str = ""
    order: int = 0
    time: datetime | None = None
    late: bool = False


@dataclass(frozen=True)
class Submission:
    """What one student handed in: of several attempts, the one that counts.

    Attributes
    ----------
    name
        From the folder's or the file's name.
    files
        The allowed files: "load_data.py" -> its bytes.
    problem
        Why nothing can be graded; None when something can.
    notes
        What was left out, or looks odd, and why this attempt counts.
    student
        The roster's row: id, sis_id, login, section, name …, as far as it has them.
    handed_in
        When it was handed in, with a time zone; None where nobody knows.
    sender
        Whom the platform names.
    handed
        Everything that was handed in, by the names in the platform's download.
    row
        The place of the student's row in the roster; None for who is not in it.
    hints
        How many hints were asked for, by function, where the student handed that in.
    label
        The file or folder that it is from, as the student called it.
    attempt_of
        Where every attempt is graded because the best counts: the name of the student's newest one.
    pseudonym
        What the student is called in a class without names; empty where there never was one.
    """

    name: str
    files: dict[str, bytes] = field(default_factory=dict)
    problem: GradingProblem | None = None
    notes: tuple[GradingProblem, ...] = ()
    student: dict[str, str] = field(default_factory=dict)
    handed_in: datetime | None = None
    sender: Sender = Sender()
    handed: tuple[str, ...] = ()
    row: int | None = None
    hints: dict[str, int] = field(default_factory=dict)
    label: str = ""
    attempt_of: str = ""
    pseudonym: str = ""

    @property
    def called(self) -> set[str]:
        """By what it, or its student, can be asked for, in small letters: its name, pseudonym, and the roster's name and ids."""
        ids = (self.student.get(key, "") for key in ("name", "login", "id", "sis_id"))
        own = (self.name, self.attempt_of, self.pseudonym)
        return {name.casefold() for name in (*own, *ids) if name}

    @property
    def whose(self) -> object:
        """What all attempts of a student share, and no other student has."""
        return self.attempt_of or self.name if self.row is None else self.row

    @property
    def content_hash(self) -> str:
        """SHA-256 of the files, in hexadecimal digits: the same for the same work under another name."""
        digest = hashlib.sha256(self.problem.code.value.encode() if self.problem else b"")
        for name, content in sorted(self.files.items()):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()
