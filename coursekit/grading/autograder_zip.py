"""Gradescope's autograder: a zip with this very course in it, and the scripts that install and start it.

What Gradescope expects: https://gradescope-autograders.readthedocs.io/en/latest/specs/.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

SCRIPTS = Path(__file__).with_name("autograder")

_COURSE = (
    "course.toml",
    "pyproject.toml",
    "requirements.txt",
    "constraints.txt",
    "README.md",
    "LICENSE",
    "coursekit/**/*",
    "tests/lesson_*/*.py",
)
"""What grading needs. Neither solutions nor anybody's mnist_course: without a sandbox they could be read."""


def autograder_zip(root: Path, sandbox: str, lessons: str = "core") -> bytes:
    """Return the autograder zip: this very course, and the scripts that install and start it.

    Parameters
    ----------
    root
        The course folder.
    sandbox
        "bwrap", or "none" for containers in which bubblewrap does not work.
    lessons
        What is graded: "core", "all", or numbers such as "03,05".
    """
    content = io.BytesIO()
    run = (
        (SCRIPTS / "run_autograder")
        .read_text(encoding="utf-8")
        .replace("SANDBOX", sandbox)
        .replace("LESSONS", lessons)
    )
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "setup.sh", (SCRIPTS / "setup.sh").read_bytes(), 0o755)
        _add(archive, "run_autograder", run.encode(), 0o755)
        _add(archive, "course/mnist_course/__init__.py", b"", 0o644)
        for path in _course_files(root):
            name = f"course/{path.relative_to(root).as_posix()}"
            _add(archive, name, path.read_bytes(), 0o644)
    return content.getvalue()


def _course_files(root: Path) -> Iterator[Path]:
    for pattern in _COURSE:
        for path in sorted(root.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def _add(archive: zipfile.ZipFile, name: str, content: bytes, mode: int) -> None:
    # With a date of its own the same course would give another zip every time.
    info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
    info.create_system, info.external_attr = 3, (0o100000 | mode) << 16
    archive.writestr(info, content, zipfile.ZIP_DEFLATED)
