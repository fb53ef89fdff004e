"""Gradescope: a submission's results.json, and the autograder zip with the course in it.

Formats: https://gradescope-autograders.readthedocs.io/en/latest/specs/. What the results say, students see; so there
is no seed in them.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from coursekit.grading.grades import Grade, max_points
from coursekit.grading.neutral import plain
from coursekit.grading.rows import rows
from coursekit.manifest import Manifest

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


def results_json(grade: Grade, manifest: Manifest) -> str:
    """Return results.json, with a test for each function. Notes for the instructor are in `extra_data`."""
    outcome = grade.outcome
    content = {
        "score": grade.points,
        "execution_time": outcome.seconds if outcome else 0,
        "output": plain(grade.problem) or f"{grade.points:g} of {max_points(manifest):g} points",
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {
            "notes": [plain(note) for note in grade.notes],
            "version": outcome.version if outcome else "",
            "course": outcome.course if outcome else "",
            "dataset": outcome.dataset if outcome else "",
            "sandbox": outcome.sandbox if outcome else "",
        },
        "tests": [
            {
                "score": row.points,
                "max_score": float(row.function.points),
                "status": "passed" if row.passed else "failed",
                "name": row.name,
                "number": row.number,
                "output": plain(row.text),
                "tags": [row.lesson.key],
            }
            for row in rows(grade, manifest)
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


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
    run = _RUN.replace("SANDBOX", sandbox).replace("LESSONS", lessons)
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "setup.sh", _SETUP.encode(), 0o755)
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


_SETUP = """\
#!/usr/bin/env bash
# Installs the course of this zip; Gradescope runs it once, when it builds the container.
set -euo pipefail
apt-get update
apt-get install -y python3 python3-venv bubblewrap
cd /autograder/source/course
python3 -m venv .venv
.venv/bin/python -m pip install --no-cache-dir -r requirements.txt
.venv/bin/python -m pip install --no-cache-dir -c constraints.txt -e '.[grade]'
"""

_RUN = """\
#!/usr/bin/env bash
# Grades one submission. When the grader itself fails, there are no results, and Gradescope says so.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# In a folder of its own, whatever was handed in is one submission.
mkdir "$work/class"
cp -RP "$here/submission" "$work/class/submission"
cd "$work/class/submission"
if [ -z "$(find . -type d -name mnist_course -print -quit)" ] && compgen -G '*.py' > /dev/null; then
  # Single files, handed in without their folder.
  mkdir mnist_course
  mv -- *.py mnist_course/
fi

cd "$here/source/course"
.venv/bin/course grade "$work/class" --out "$work/out" --jobs 1 --sandbox SANDBOX --lessons LESSONS
cat "$work/out/grades.csv"
cp "$work/out/gradescope/submission.json" "$here/results/results.json"
"""
