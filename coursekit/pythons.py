"""The Pythons that the course works with: `requires-python` in pyproject.toml says which, and no other place.

Every Python reads this file, also one that the course does not work with: no new syntax here, and no packages.
"""

from __future__ import annotations

import platform
import re
import sys
from pathlib import Path
from typing import Any

from coursekit.errors import CourseError


def pythons(root: Path = Path(__file__).resolve().parents[1]) -> list[str]:
    """Return the Pythons that the course works with, from the oldest to the newest: "3.10", "3.11", ….

    Raises
    ------
    CourseError
        When pyproject.toml does not say it.
    """
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(r'^requires-python = ">=3\.(\d+),<3\.(\d+)"$', text, re.MULTILINE)
    if not found:
        raise CourseError('pyproject.toml lacks a line such as requires-python = ">=3.10,<3.14".')
    return [f"3.{minor}" for minor in range(int(found[1]), int(found[2]))]


def obstacle(
    version: tuple[Any, ...] = sys.version_info,
    system: str = platform.system(),
    machine: str = platform.machine(),
) -> tuple[str, str] | None:
    """Return why TensorFlow has no package for this Python, and what to do; None when it has one."""
    oldest, *_, newest = works = pythons()
    here = f"{version[0]}.{version[1]}"
    if here not in works:
        old, new = (
            ("py", f"py -{newest}") if system == "Windows" else ("python3", f"python{newest}")
        )
        return (
            f"The course needs Python {oldest} to {newest}. This is Python {here}.",
            f"Install Python {newest} from python.org, delete the folder .venv, and begin again with {new} in place "
            f"of {old}.",
        )
    if (system, machine) == ("Darwin", "x86_64"):
        return (
            "This Python is for Macs with an Intel processor. TensorFlow has had no packages for them since 2.17.",
            "On a Mac with an Apple chip, install Python from python.org, delete the folder .venv, and begin again. "
            "With an Intel processor, use GitHub Codespaces or another computer.",
        )
    return None
