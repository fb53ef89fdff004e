"""An invented class for the site's report: invented are the names alone."""

import random
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from coursekit.authoring.judging import entries
from coursekit.authoring.site.running import run
from coursekit.manifest import load_manifest
from coursekit.source import stub_of

NAMES = [
    "Amara Diallo",
    "Bo Lindqvist",
    "Chen Wei",
    "Dana Nováková",
    "Elif Yılmaz",
    "Farid Haddad",
    "Grace Okafor",
    "Hiro Tanaka",
    "Inês Duarte",
    "Jonas Weber",
]
SEED = 3
"""With it, the report has of everything something: what is right, wrong, and not started."""

RIGHT, WRONG = 0.45, 0.4
"""The share of files that are the reference, and of those with a mistake; the rest are not started."""


def class_report(root: Path, lessons: str, out: Path) -> None:
    """Write files for each student, grade them with ``course grade``, and keep the report.

    Raises
    ------
    CourseError
        When grading fails.
    """
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory() as temporary:
        submissions, grades = Path(temporary, "class"), Path(temporary, "grades")
        for name in NAMES:
            folder = submissions / name / "mnist_course"
            folder.mkdir(parents=True)
            for lesson in load_manifest().part(lessons).lessons:
                text = _file(root, lesson.slug, lesson.number, rng)
                (folder / f"{lesson.slug}.py").write_text(text, encoding="utf-8")
        code = "from coursekit.cli import main; main()"
        sandbox = "bwrap" if shutil.which("bwrap") else "none"  # It is the course's own code.
        command = [
            "grade",
            submissions,
            "--out",
            grades,
            "--lessons",
            lessons,
            "--sandbox",
            sandbox,
        ]
        key = {"COURSE_GRADE_KEY": secrets.token_hex()}
        run([sys.executable, "-c", code, *command, "--seed", str(SEED)], root, key)
        out.write_bytes((grades / "report.html").read_bytes())


def _file(root: Path, slug: str, number: str, rng: random.Random) -> str:
    reference = (root / f"solutions/mnist_course/{slug}.py").read_text(encoding="utf-8")
    kind, mistake = rng.random(), rng.choice(entries("mistakes", number))
    if kind < RIGHT:
        return reference
    if kind < RIGHT + WRONG:
        return f"{reference}\n\n{mistake.text}"
    return stub_of(reference)
