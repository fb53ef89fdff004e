"""Files that a later run believes only when this grader wrote them: each holds a MAC, with a key that lies elsewhere."""

import hashlib
import hmac
import json
import os
import secrets
import stat
from functools import cache
from pathlib import Path
from typing import Any

from coursekit.errors import CourseError
from coursekit.files import write_atomically

VARIABLE = "COURSE_GRADE_KEY"
"""The key where it does not lie in a file: in CI, whose machines share no folder."""

_SHORTEST = 32


def write_sealed(path: Path, content: dict[str, Any]) -> None:
    """Write plain data as JSON, as a whole or not at all, with the MAC of data and file name.

    Raises
    ------
    CourseError
        When it can't be written, or the key is no secret.
    """
    # As it will be read: JSON knows fewer kinds than Python.
    content = json.loads(json.dumps(content))
    write_atomically(path, json.dumps({**content, "mac": _mac(path.name, content)}, indent=1))


def read_sealed(path: Path) -> dict[str, Any] | None:
    """Return what `write_sealed` wrote under this key; None for anything else.

    Raises
    ------
    CourseError
        When the key is no secret.
    """
    try:
        return unsealed(path.name, path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def unsealed(name: str, text: str) -> dict[str, Any] | None:
    """Return what `write_sealed` wrote into a file of this name, from the file's text; as `read_sealed` does."""
    try:
        content = json.loads(text)
        given = content.pop("mac")
        return content if hmac.compare_digest(given, _mac(name, content)) else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _mac(name: str, content: dict[str, Any]) -> str:
    plain = json.dumps(content, sort_keys=True)
    return hmac.new(grading_key(), f"{name}\n{plain}".encode(), hashlib.sha256).hexdigest()


@cache
def grading_key() -> bytes:
    """Return the key: of the environment, or of a file of the one who grades, which is made when it is not there.

    Where no file can be kept, it is one for this run: the next one grades all anew.

    Raises
    ------
    CourseError
        When others may know it.
    """
    if given := os.environ.get(VARIABLE):
        if len(given) < _SHORTEST:
            raise CourseError(
                f"{VARIABLE} has fewer than {_SHORTEST} characters, so it can be guessed.\n"
                '→ Make one: python -c "import secrets; print(secrets.token_hex())"'
            )
        return given.encode()
    try:
        return _kept_key(key_file())
    except (OSError, RuntimeError):  # RuntimeError: this user has no home folder.
        return secrets.token_bytes()


def key_file() -> Path:
    """Return where the key lies: with what programs keep for a user, not with any class."""
    state = os.environ.get("XDG_STATE_HOME")
    return Path(state or Path.home() / ".local" / "state") / "mnist-course" / "grading.key"


def _kept_key(file: Path) -> bytes:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(number, "w", encoding="ascii") as new:
            new.write(secrets.token_hex())
    if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise CourseError(
            f"{file} can be read by others. Who has it can make up grades.\n→ Remove it: the next run makes another."
        )
    content = file.read_bytes()
    # Another run is just writing it.
    if len(content) < _SHORTEST:
        raise OSError
    return content
