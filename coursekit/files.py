"""Writing files so that nothing is lost."""

import contextlib
import os
from pathlib import Path

from coursekit.errors import CourseError


def write_atomically(path: Path, content: str | bytes, durable: bool = True) -> None:
    """Write a file, a text as UTF-8, as a whole or not at all, also when the process is killed; line ends stay as they are.

    A durable file outlives a power cut too. Waiting for the disk takes time: what can be made again need not be.

    Raises
    ------
    CourseError
        When the system does not let it be written: no room, no right, a folder of this name.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise CourseError(
            f"{path} can't be written: {error.strerror or error}.\n"
            "→ Make room, or choose a folder of your own, and run the same again."
        ) from error
