"""Which course this is, to the letter."""

import hashlib
from functools import cache

from coursekit.manifest import ROOT


@cache
def course_fingerprint() -> str:
    """Return a hash of all that decides a grade: checks, machinery and manifest."""
    digest = hashlib.sha256()
    files = [
        *ROOT.glob("coursekit/**/*.py"),
        *ROOT.glob("tests/lesson_*/*.py"),
        ROOT / "course.toml",
    ]
    for path in sorted(files):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]
