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


def autograder_zip(root: Path, sandbox: str, python: str, lessons: str = "core") -> bytes:
    """Return the autograder zip: this very course, and the scripts that install and start it.

    Parameters
    ----------
    root
        The course folder.
    sandbox
        As for ``course grade``, or "auto": "bwrap" where it starts, else "user".
    python
        The Python that setup.sh installs and no other: "3.10". The packages are those of constraints.txt.
    lessons
        What is graded: "core", "all", or numbers such as "03,05".
    """
    content = io.BytesIO()
    filled = {"SANDBOX": sandbox, "PYTHON": python, "LESSONS": lessons}
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for script in ("setup.sh", "run_autograder"):
            text = (SCRIPTS / script).read_text(encoding="utf-8")
            for word, value in filled.items():
                text = text.replace(word, value)
            _add(archive, script, text.encode(), 0o755)
        _add_course(archive, root)
    return content.getvalue()


def course_zip(root: Path) -> bytes:
    """Return a zip of this very course, in a folder ``course``: what grading needs, and nobody's solutions."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        _add_course(archive, root)
    return content.getvalue()


def _add_course(archive: zipfile.ZipFile, root: Path) -> None:
    _add(archive, "course/mnist_course/__init__.py", b"", 0o644)
    for path in _course_files(root):
        name = f"course/{path.relative_to(root).as_posix()}"
        _add(archive, name, path.read_bytes(), 0o644)


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
