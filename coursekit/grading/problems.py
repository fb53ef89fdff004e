"""What grading itself finds: why something is no submission or has no grade, and what is to be noted. Codes and sentences."""

from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any


class GradingCode(str, Enum):
    """What was found about a submission, or about its grading."""

    # Nothing can be graded.
    NOTHING_HANDED_IN = "nothing_handed_in"
    NO_PACKAGE = "no_package"
    SEVERAL_PACKAGES = "several_packages"
    NO_MODULES = "no_modules"
    OTHER_FILE = "other_file"
    LINK = "link"
    ZIP_UNREADABLE = "zip_unreadable"
    ZIP_DAMAGED = "zip_damaged"
    ZIP_HAS_PASSWORD = "zip_has_password"
    ZIP_LIST_TOO_LONG = "zip_list_too_long"
    ZIP_TOO_MANY_FILES = "zip_too_many_files"
    ZIP_NAMES_TWICE = "zip_names_twice"

    # The grader could not do its work.
    GRADER_DIED = "grader_died"
    GRADER_FAILED = "grader_failed"
    OTHER_COURSE = "other_course"
    NOT_YET = "not_yet"

    # To be noted.
    SAME_NAME = "same_name"
    SAME_STUDENT = "same_student"
    UNKNOWN_STUDENT = "unknown_student"
    LOOSE_FILES = "loose_files"
    ODD_FILE = "odd_file"
    STRANGE_NAMES = "strange_names"
    LINK_NOT_USED = "link_not_used"
    NO_FILE = "no_file"
    TOO_MANY_FILES = "too_many_files"
    FILE_UNREADABLE = "file_unreadable"
    NO_SANDBOX = "no_sandbox"


@dataclass(frozen=True)
class GradingProblem:
    """A code, and the fields of its sentence. In `details` a grader's failure keeps its traceback."""

    code: GradingCode
    fields: dict[str, Any] = field(default_factory=dict)
    details: str = ""

    @property
    def sentence(self) -> str:
        """What is said of it."""
        return _SAY[self.code].format(**self.fields)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {**asdict(self), "code": self.code.value}

    @classmethod
    def from_dict(cls, content: dict[str, Any]) -> "GradingProblem":
        """Read what `as_dict` gave."""
        return cls(GradingCode(content["code"]), content["fields"], content["details"])


_ADVICE = "→ Hand in the folder mnist_course, as a zip."

_SAY = {
    GradingCode.NOTHING_HANDED_IN: "Nothing was handed in.",
    GradingCode.NO_PACKAGE: "There is no folder mnist_course in it.{several} " + _ADVICE,
    GradingCode.SEVERAL_PACKAGES: "There is more than one folder mnist_course in it.{several} "
    + _ADVICE,
    GradingCode.NO_MODULES: "Its folder mnist_course holds no Python file. " + _ADVICE,
    GradingCode.OTHER_FILE: "It is a {kind} file, not a zip. " + _ADVICE,
    GradingCode.LINK: "It is a link.",
    GradingCode.ZIP_UNREADABLE: "The zip is too long or unreadable. " + _ADVICE,
    GradingCode.ZIP_DAMAGED: "The zip is damaged: {said}. " + _ADVICE,
    GradingCode.ZIP_HAS_PASSWORD: "The zip has a password. " + _ADVICE,
    GradingCode.ZIP_LIST_TOO_LONG: "The zip's list of files is too long.",
    GradingCode.ZIP_TOO_MANY_FILES: "The zip holds more than {most} files.",
    GradingCode.ZIP_NAMES_TWICE: "The zip holds two files of the same name.",
    GradingCode.GRADER_DIED: "The process that graded it died.",
    GradingCode.GRADER_FAILED: "The grader failed: {error}",
    GradingCode.OTHER_COURSE: "The grading machine has another version of the course. Install the same one everywhere.",
    GradingCode.NOT_YET: "It was not graded yet.",
    GradingCode.SAME_NAME: "There is more than one submission of this name.",
    GradingCode.SAME_STUDENT: "From the same student as {other}, which counts.",
    GradingCode.UNKNOWN_STUDENT: "No single row of the roster belongs to this name.",
    GradingCode.LOOSE_FILES: "Its files were in no folder mnist_course.",
    GradingCode.ODD_FILE: "Not used: {file}.",
    GradingCode.STRANGE_NAMES: "Not used: {count} files whose names lead elsewhere or are too long.",
    GradingCode.LINK_NOT_USED: "Not used: {file} is a link.",
    GradingCode.NO_FILE: "Not used: {file} is not a file.",
    GradingCode.TOO_MANY_FILES: "Not used: {file}, because there are more than {most} files.",
    GradingCode.FILE_UNREADABLE: "Not used: {file} is longer than {most} KB or unreadable.",
    GradingCode.NO_SANDBOX: "Graded without a sandbox: the code could read and change files, and use the network.",
}
