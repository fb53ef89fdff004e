"""Writing files so that nothing is lost."""

import os
from pathlib import Path

from coursekit.errors import CourseError


def write_atomically(path: Path, text: str) -> None:
    """Write a UTF-8 file as a whole or not at all, also when the process is killed; line ends stay as they are.

    Raises
    ------
    CourseError
        When the system does not let it be written: no room, no right, a folder of this name.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise CourseError(
            f"{path} can't be written: {error.strerror or error}.\n"
            "→ Make room, or choose a folder of your own, and run the same again."
        ) from error
