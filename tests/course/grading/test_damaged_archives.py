"""Archives that were damaged by chance: each is read, or said to be damaged, and its neighbours have their grades.

COURSE_DAMAGED_ARCHIVES says how many, COURSE_DAMAGED_SEED which: the weekly run takes more, and others each time.
"""

import csv
import io
import os
import random
import zipfile

import pytest

from coursekit.grading.formats.graded_class import GradedClass
from coursekit.grading.formats.registry import write_formats
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.problems import GradingCode
from coursekit.grading.run.class_run import tasks_for
from coursekit.grading.run.task import Outcome
from coursekit.grading.score import Grade
from coursekit.manifest import load_manifest
from tests.course.corpus import reference

COUNT = int(os.environ.get("COURSE_DAMAGED_ARCHIVES", "200"))
SEED = int(os.environ.get("COURSE_DAMAGED_SEED", "13"))
SHARE = 100
"""So many damaged ones are in one class."""

_EXTREMES = [bytes(4), b"\xff" * 4, b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"\x01\x00\x00\x00"]


def _packed(files, method=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def _valid():
    """Return archives as people make them, and some that few make."""
    package = {f"mnist_course/{name}": text for name, text in reference().items()}
    copy = {f"digits-main/{name}": text for name, text in package.items()}
    copy |= {"digits-main/": "", "digits-main/README.md": "# Digits", "__MACOSX/x": "x"}
    whole = _packed(package)
    yield whole
    yield _packed(package, zipfile.ZIP_STORED)
    yield _packed(copy)
    yield _packed({"hw.zip": whole}, zipfile.ZIP_STORED)
    yield _packed({"a/hw.zip": _packed(copy)})
    yield _packed(package, zipfile.ZIP_LZMA)
    yield _packed(package, zipfile.ZIP_BZIP2)
    yield _packed({"mnist_course\\load_data.py": "x = 1", "./mnist_course/fit.py": "x = 1"})


def _damaged(archives, chance):
    content = bytearray(chance.choice(archives))
    for _ in range(chance.choice([1, 1, 2, 5])):
        _damage(content, archives, chance)
    return bytes(content)


def _damage(content, archives, chance):
    """Flip, cut, splice, or write an extreme number: half of it into the list of files, which decides how all else is read."""
    listed = max(content.find(b"PK\x01\x02"), 0)
    start = listed if chance.random() < 0.5 else 0
    at = chance.randrange(start, len(content)) if len(content) > start else 0
    other = chance.choice(archives)
    kind = chance.choice(["flip", "flip", "number", "number", "cut", "drop", "splice", "repeat"])
    if kind == "flip":
        content[at : at + 1] = bytes([chance.randrange(256)])
    elif kind == "number":
        content[at : at + 4] = chance.choice(_EXTREMES)
    elif kind == "cut":
        del content[at:]
    elif kind == "drop":
        del content[at : at + chance.randrange(1, 200)]
    elif kind == "splice":
        content[at:] = other[chance.randrange(len(other)) :]
    else:
        content[at:at] = content[at : at + chance.randrange(1, 400)]


@pytest.mark.parametrize("part", range(-(-COUNT // SHARE)))
def test_damaged_archives_harm_nobody(part, tmp_path):
    archives, chance = list(_valid()), random.Random(f"{SEED} {part}")
    (tmp_path / "class").mkdir()
    # Among the others, by name.
    honest = {f"{n:03} ann": archives[0] for n in range(0, SHARE, 10)}
    damaged = {f"{n:03} eve": _damaged(archives, chance) for n in range(SHARE)}
    for name, content in (honest | damaged).items():
        (tmp_path / "class" / f"{name}.zip").write_bytes(content)
    submissions = {one.name: one for one in read_submissions([tmp_path / "class"])}
    assert submissions.keys() == honest.keys() | damaged.keys()
    for name, one in submissions.items():
        if name in honest:
            assert one.files == reference() and not one.problem and not one.notes
        elif one.problem:
            # Foreseen, and told at once: no error of Python's was caught, and nothing had to be ended.
            assert one.problem.code is not GradingCode.READING_ENDED, name
            assert not one.problem.details, (name, one.problem.details)
        assert bool(one.files) != bool(one.problem)
    _write_grades(submissions.values(), tmp_path / "out")
    with (tmp_path / "out" / "grades.csv").open(newline="", encoding="utf-8") as file:
        assert [row["submission"] for row in csv.DictReader(file)] == sorted(submissions)


def _write_grades(submissions, out):
    """Write all tables, as if running had found nothing."""
    tasks = tasks_for(submissions, SEED, "none", "sample")
    grades = [
        Grade(one, Outcome(tasks[one.name].key) if one.name in tasks else None)
        for one in submissions
    ]
    write_formats(GradedClass(grades, load_manifest().part("core"), SEED), out)
