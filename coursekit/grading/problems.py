"""What grading itself finds: why something is no submission or has no grade, and what is to be noted. Codes and sentences."""

from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any

from coursekit.grading.plain_text import plain


class GradingCode(str, Enum):
    """What was found about a submission, or about its grading."""

    # Nothing can be graded.
    NOTHING_HANDED_IN = "nothing_handed_in"
    NO_PACKAGE = "no_package"
    SEVERAL_PACKAGES = "several_packages"
    NO_MODULES = "no_modules"
    ONLY_NOTEBOOKS = "only_notebooks"
    EMPTY = "empty"
    NOT_IN_DOWNLOAD = "not_in_download"
    WHOLE_CLASS = "whole_class"
    LINK = "link"
    NO_FILE_OR_FOLDER = "no_file_or_folder"
    FOLDER_UNREADABLE = "folder_unreadable"
    READING_FAILED = "reading_failed"
    READING_ENDED = "reading_ended"
    ZIP_UNREADABLE = "zip_unreadable"
    ZIP_DAMAGED = "zip_damaged"
    TAR_DAMAGED = "tar_damaged"
    ZIP_HAS_PASSWORD = "zip_has_password"
    ZIP_LIST_TOO_LONG = "zip_list_too_long"
    ZIP_NAMES_TWICE = "zip_names_twice"

    # The grader could not do its work.
    GRADER_FAILED = "grader_failed"
    OTHER_COURSE = "other_course"
    NOT_YET = "not_yet"

    # To be noted.
    SAME_NAME = "same_name"
    UNKNOWN_STUDENT = "unknown_student"
    LOOSE_FILES = "loose_files"
    NEAR_NAME = "near_name"
    NOT_THIS_ONE = "not_this_one"
    NEWER_FILE = "newer_file"
    NEWEST_COUNTS = "newest_counts"
    NEWEST_GRADABLE = "newest_gradable"
    FIRST_COUNTS = "first_counts"
    BEST_COUNTS = "best_counts"
    LATE_BY_PLATFORM = "late_by_platform"
    NOTEBOOK_WORK = "notebook_work"
    NOTEBOOK_GRADED = "notebook_graded"
    ODD_FILE = "odd_file"
    STRANGE_NAMES = "strange_names"
    LINK_NOT_USED = "link_not_used"
    NO_FILE = "no_file"
    TOO_MANY_FILES = "too_many_files"
    FILE_UNREADABLE = "file_unreadable"
    TOO_LONG_TOGETHER = "too_long_together"
    SAME_FILE = "same_file"
    LONG_NAME = "long_name"
    HARD_LINK = "hard_link"
    MORE_NOTES = "more_notes"
    NO_SANDBOX = "no_sandbox"
    ONLY_A_USER = "only_a_user"
    TIME_UNKNOWN = "time_unknown"
    GRADED_AGAIN = "graded_again"
    UNUSED_IMPORT = "unused_import"


class State(str, Enum):
    """What became of a student's work. These are never mixed up: only the first has points unless an instructor gives some."""

    GRADED = "graded"
    NOT_GRADABLE = "handed in, nothing gradable"
    NOTHING_HANDED_IN = "nothing handed in"
    NOT_GRADED = "could not be graded"


@dataclass(frozen=True)
class GradingProblem:
    """A code, and the fields of its sentence. In `details` a grader's failure keeps its traceback."""

    code: GradingCode
    fields: dict[str, Any] = field(default_factory=dict)
    details: str = ""

    @property
    def sentence(self) -> str:
        """What is said of it. Names of files in it may hold whatever their system takes."""
        return plain(_SAY[self.code].format(**self.fields))

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {**asdict(self), "code": self.code.value}

    @classmethod
    def from_dict(cls, content: dict[str, Any]) -> "GradingProblem":
        """Read what `as_dict` gave."""
        return cls(GradingCode(content["code"]), content["fields"], content["details"])


MAX_NOTES = 20
"""A table shows them beside the points."""


def shown_notes(notes: list[GradingProblem]) -> list[GradingProblem]:
    """Return the first notes, and how many more of their kind there are."""
    more = len(notes) - MAX_NOTES
    others = [GradingProblem(GradingCode.MORE_NOTES, {"count": more})] if more > 0 else []
    return [*notes[:MAX_NOTES], *others]


TOLD_TO_STUDENTS = {
    *(GradingCode.NEAR_NAME, GradingCode.NOT_THIS_ONE, GradingCode.NEWER_FILE),
    *(GradingCode.NEWEST_COUNTS, GradingCode.NEWEST_GRADABLE, GradingCode.FIRST_COUNTS),
    *(GradingCode.BEST_COUNTS, GradingCode.NOTEBOOK_WORK, GradingCode.NOTEBOOK_GRADED),
    *(GradingCode.FILE_UNREADABLE, GradingCode.TOO_MANY_FILES),
}
"""Which notes stand in feedback too: what was taken for a student's work, and what was not."""

_ADVICE = "→ Ask your instructor whether you may hand in the folder mnist_course, as a zip."

_SAY = {
    GradingCode.NOTHING_HANDED_IN: "Nothing was handed in.",
    GradingCode.NO_PACKAGE: "There is no folder mnist_course in it, only: {files}. " + _ADVICE,
    GradingCode.SEVERAL_PACKAGES: "There is more than one folder mnist_course in it: {files}. "
    + _ADVICE,
    GradingCode.NO_MODULES: "Its folder mnist_course holds no Python file. " + _ADVICE,
    GradingCode.ONLY_NOTEBOOKS: "Its work is in notebooks, and these are not graded here: {files} ({functions}). "
    + _ADVICE,
    GradingCode.EMPTY: "{file} is empty. " + _ADVICE,
    GradingCode.NOT_IN_DOWNLOAD: "It was handed in, the platform says, and is not among the files that were given here.",
    GradingCode.WHOLE_CLASS: "{file} is a platform's download of a whole class, and lies where everything is one student's. "
    "→ Move it out of that folder, and name it in the call: `course grade FOLDER {file}`.",
    GradingCode.LINK: "It is a link, and links are not followed.",
    GradingCode.NO_FILE_OR_FOLDER: "It is neither a file nor a folder.",
    GradingCode.FOLDER_UNREADABLE: "Its folder {file} can't be read: {said}.",
    GradingCode.READING_FAILED: "It can't be read: {said}. " + _ADVICE,
    GradingCode.READING_ENDED: "Reading it took more than {seconds} seconds, or too much memory. "
    + _ADVICE,
    GradingCode.ZIP_UNREADABLE: "The zip is too long or unreadable. " + _ADVICE,
    GradingCode.ZIP_DAMAGED: "The zip is damaged: {said}. " + _ADVICE,
    GradingCode.TAR_DAMAGED: "The tar is damaged: {said}. " + _ADVICE,
    GradingCode.ZIP_HAS_PASSWORD: "The zip has a password. " + _ADVICE,
    GradingCode.ZIP_LIST_TOO_LONG: "The zip's list of files is too long.",
    GradingCode.ZIP_NAMES_TWICE: "The zip holds two files of the same name.",
    GradingCode.GRADER_FAILED: "The grader failed: {error}",
    GradingCode.OTHER_COURSE: "The grading machine has another version of the course. Install the same one everywhere.",
    GradingCode.NOT_YET: "It was not graded yet.",
    GradingCode.SAME_NAME: "There is more than one submission of this name.",
    GradingCode.UNKNOWN_STUDENT: "No single row of the roster belongs to this name.",
    GradingCode.LOOSE_FILES: "Its files were in no folder mnist_course.",
    GradingCode.NEAR_NAME: "{file} was taken for {module}.",
    GradingCode.NOT_THIS_ONE: "Not used: {file}, because there is another {module}.",
    GradingCode.NEWER_FILE: "{module} is there twice. {file} counts, because it is newer than {other}.",
    GradingCode.NEWEST_COUNTS: "Handed in more than once. {file} counts: it is the newest. Not counted: {others}.",
    GradingCode.NEWEST_GRADABLE: "Handed in more than once. {file} counts: it is the newest that can be graded. Not counted: {others}.",
    GradingCode.FIRST_COUNTS: "Handed in more than once. {file} counts: it is the first. Not counted: {others}.",
    GradingCode.BEST_COUNTS: "Handed in more than once. {file} counts: it has the most points. Not counted: {others}.",
    GradingCode.LATE_BY_PLATFORM: "The platform marks it as late, and does not say by how much.",
    GradingCode.NOTEBOOK_WORK: "Written in {file}, and not in mnist_course: {functions}. Work in notebooks is not graded here.",
    GradingCode.NOTEBOOK_GRADED: "Taken from {file}, because mnist_course does not hold it: {functions}.",
    GradingCode.ODD_FILE: "Not used: {file}.",
    GradingCode.STRANGE_NAMES: "Not used: {count} files whose names lead elsewhere or are too long.",
    GradingCode.LINK_NOT_USED: "Not used: {file} is a link.",
    GradingCode.NO_FILE: "Not used: {file} is not a file.",
    GradingCode.TOO_MANY_FILES: "Not used: {file}, because there are more than {most} files.",
    GradingCode.FILE_UNREADABLE: "Not used: {file} is longer than {most} KB or unreadable.",
    GradingCode.TOO_LONG_TOGETHER: "Not used: {file}, because its files are longer than {most} KB together.",
    GradingCode.SAME_FILE: "Not used: {file}, because some systems take its name for that of {other}.",
    GradingCode.LONG_NAME: "Not used: {file}…, because its name is too long.",
    GradingCode.HARD_LINK: "{file} has another name on this disk. Look whose file it is.",
    GradingCode.MORE_NOTES: "And {count} more of this kind.",
    GradingCode.TIME_UNKNOWN: "Nobody knows when it was handed in, so it does not count as late.",
    GradingCode.GRADED_AGAIN: "Graded again, and not accepted yet: {new} points instead of {old}.",
    GradingCode.UNUSED_IMPORT: "{file}, line {line}: its import of {library}, which is not there, was left out: nothing uses it.",
    GradingCode.NO_SANDBOX: "Graded without a sandbox: the code could read and change files, and use the network.",
    GradingCode.ONLY_A_USER: "Graded as a user without rights, in no sandbox: the code could read what everybody may, and use "
    "the network.",
}
