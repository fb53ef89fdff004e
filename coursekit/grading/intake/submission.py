"""What one student handed in."""

import hashlib
from dataclasses import dataclass, field

from coursekit.grading.problems import GradingProblem


@dataclass(frozen=True)
class Submission:
    """What one student handed in.

    Attributes
    ----------
    name
        From the folder's or the file's name.
    files
        The allowed files: "load_data.py" -> its bytes.
    problem
        Why nothing can be graded; None when something can.
    notes
        What was left out, or looks odd.
    student
        The roster's row: id, sis_id, login, section, name …, as far as it has them.
    """

    name: str
    files: dict[str, bytes] = field(default_factory=dict)
    problem: GradingProblem | None = None
    notes: tuple[GradingProblem, ...] = ()
    student: dict[str, str] = field(default_factory=dict)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the files, in hexadecimal digits: the same for the same work under another name."""
        digest = hashlib.sha256(self.problem.code.value.encode() if self.problem else b"")
        for name, content in sorted(self.files.items()):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()
