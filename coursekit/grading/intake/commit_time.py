"""When the newest commit of a clone was made. Git reads its objects; nothing that the clone configures is used."""

import re
import subprocess
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

_SECONDS = 10
_MOST_BYTES = 100_000


def commit_time(clone: Path) -> datetime | None:
    """Return when the commit was made that a clone shows, as its author's computer says; None when that can't be read."""
    repository = clone / ".git"
    objects = repository / "objects"
    # What is linked, or borrowed, may be a neighbour's.
    elsewhere = (
        repository.is_symlink() or objects.is_symlink() or (objects / "info/alternates").exists()
    )
    commit = None if elsewhere else _head(repository)
    if commit is None:
        return None
    # A repository of our own that borrows the objects: the clone's configuration could name programs to be started.
    with tempfile.TemporaryDirectory(prefix="commit-") as own:
        for name in ("objects", "refs"):
            Path(own, name).mkdir()
        Path(own, "HEAD").write_text("ref: refs/heads/none\n", encoding="utf-8")
        try:
            run = subprocess.run(
                ["git", "--git-dir", own, "cat-file", "commit", commit],
                env={"GIT_OBJECT_DIRECTORY": str(objects), **_ENVIRONMENT},
                capture_output=True,
                timeout=_SECONDS,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
    found = re.search(rb"^committer .*> (\d{1,12}) ([+-])(\d\d)(\d\d)$", run.stdout, re.MULTILINE)
    if run.returncode or not found:
        return None
    minutes = int(found[3]) * 60 + int(found[4])
    try:
        zone = timezone(timedelta(minutes=-minutes if found[2] == b"-" else minutes))
        return datetime.fromtimestamp(int(found[1]), zone)
    except (ValueError, OverflowError, OSError):
        return None


def _head(repository: Path) -> str | None:
    """Return the commit that HEAD points at; links are not followed."""
    text = _text(repository / "HEAD")
    if text.startswith("ref: refs/"):
        name = text[5:]
        if ".." in name:
            return None
        packed = re.search(
            rf"^([0-9a-f]{{40,64}}) {re.escape(name)}$",
            _text(repository / "packed-refs"),
            re.MULTILINE,
        )
        text = _text(repository / name) or (packed[1] if packed else "")
    return text if re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", text) else None


def _text(path: Path) -> str:
    try:
        if path.is_symlink() or not path.is_file():
            return ""
        with path.open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8", "replace").strip()
    except (OSError, ValueError):
        return ""


_ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_NO_LAZY_FETCH": "1",
    "HOME": "/nonexistent",
}
