"""Programs that make parts of the site."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from coursekit.errors import CourseError


def run(command: Sequence[object], folder: Path, variables: dict[str, str]) -> None:
    """Run a program in a folder.

    Raises
    ------
    CourseError
        With what it said, when it fails.
    """
    ended = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if ended.returncode:
        said = (ended.stderr or ended.stdout).strip()
        raise CourseError(f"The site was not made.\n{said}\n→ Mend what is named here.")
