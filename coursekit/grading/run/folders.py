"""The folders that submissions are run in: each is locked while its grader lives, and goes with it."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

PREFIX = "grading-"
"""How their names begin."""


def remove_left_behind() -> None:
    """Remove the folders of graders that were killed: there may be labels in them that nobody should see."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            lock = lock_folder(folder)
            if lock is not None:
                remove_folder(folder)
                os.close(lock)


def remove_folder(folder: Path) -> None:
    """Remove a folder, however deep it is. Before 3.13, Python ends at a thousand folders in folders, with an error."""
    if os.name == "posix":
        subprocess.run(["rm", "-rf", "--", folder], stderr=subprocess.DEVNULL)
    else:
        shutil.rmtree(folder, ignore_errors=True)


def lock_folder(folder: Path) -> int | None:
    """Lock a folder; None when another process that lives has done so, and where the system can't."""
    try:
        import fcntl
    except ModuleNotFoundError:
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
