"""What pip calls to install the course: hatchling, and before it a sentence for those whom it can't work for.

Without the sentence, pip downloads for a while, and then ends in "requires a different Python" or "no matching
distribution".
"""

from __future__ import annotations

import sys
import sysconfig
from importlib.metadata import distributions
from typing import Any

from hatchling import build as _hatchling
from hatchling.build import *  # noqa: F403

from coursekit.pythons import obstacle


def get_requires_for_build_editable(config_settings: dict[str, Any] | None = None) -> list[Any]:
    """Stop with a sentence, or say what hatchling needs; pip asks this first."""
    _stop_at(obstacle())
    return list(_hatchling.get_requires_for_build_editable(config_settings))


def get_requires_for_build_wheel(config_settings: dict[str, Any] | None = None) -> list[Any]:
    """Do the same; a pip older than 21.3 asks this, and can't install hatchling's editable packages."""
    _stop_at(obstacle() or _old_pip())
    return list(_hatchling.get_requires_for_build_wheel(config_settings))


def _old_pip() -> tuple[str, str] | None:
    # pip is hidden from what it calls, but not the folder that it is in.
    for pip in distributions(name="pip", path=[sysconfig.get_path("purelib")]):
        if tuple(map(int, pip.version.split(".")[:2])) < (21, 3):
            return (
                f"The course needs pip 21.3 or newer. This is pip {pip.version}.",
                f'Run: "{sys.executable}" -m pip install --upgrade pip. Then begin again.',
            )
    return None


def _stop_at(found: tuple[str, str] | None) -> None:
    if found:
        raise SystemExit("\n{}\n{}\n".format(*found))
