"""Whole ways: what a platform exports of 30 students with hard names, `course grade`, and what the platform reads of that.

What running the work would find is stored before, so that nothing is run: all else is as an instructor calls it. Each work's
facts name the work, so that nobody's can be taken for another's.
"""

import csv
import io
import os
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from coursekit.checks.results import Status
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.intake.roster import load_roster
from coursekit.grading.intake.submission import Submission
from coursekit.grading.problems import State
from coursekit.grading.run.class_run import tasks_for
from coursekit.grading.run.stored import store
from coursekit.grading.run.task import LessonRun, Outcome, Task
from coursekit.grading.score import Grade
from tests.course.grading import platform_files as files
from tests.course.grading import runs
from tests.course.grading.made_up import CORE, all_right
from tests.course.grading.platform_files import EXCUSED, NOTHING, ONLY_A_PDF, STUDENTS, Student

if os.name != "posix":
    pytest.skip("needs a sandbox", allow_module_level=True)

BY_MARK = {one.mark: one for one in STUDENTS}
GRADED = [one for one in STUDENTS if one not in (NOTHING, ONLY_A_PDF)]


def found_of(student: Student, task: Task) -> Outcome:
    """Return facts that are of this student's work alone: so many checks fail, and their message says whose it is."""
    outcome = all_right(task.key)
    wrong = STUDENTS.index(student) + 1
    results = [
        replace(one, status=Status.FAILED, message=f"The work says {student.mark}.")
        if place < wrong
        else one
        for place, one in enumerate(outcome.results)
    ]
    lessons = {number: LessonRun(one, task.seed) for number, one in task.fingerprints.items()}
    return replace(outcome, results=results, lessons=lessons)


def played(folder: Path, download: bytes, roster: bytes, name: str, *options: str) -> Path:
    """Grade a download as it is, and return the folder of grades."""
    given, table, out = folder / "download.zip", folder / name, folder / "grades"
    given.write_bytes(download)
    table.write_bytes(roster)
    read = read_submissions([given], roster=load_roster(table))
    for task in tasks_for(read, runs.SEED, runs.SANDBOX, "sample").values():
        mark = re.match(rb"# (\w+)\n", task.files["load_data.py"])[1].decode()
        store(out, task.key, found_of(BY_MARK[mark], task).as_dict())
    run = runs.course_grade(given, out, "--roster", table, *options)
    assert run.returncode == 0, run.stderr
    return out


def points_of(student: Student) -> str:
    (task,) = tasks_for([Submission("a", {"fit.py": b"1"})], 1, "none", "sample").values()
    return f"{Grade(Submission('a'), found_of(student, task)).points:.2f}"


def expect_a_row_for_everyone(out: Path) -> None:
    rows = runs.rows(out)
    states = [row["state"] for row in rows]
    assert len(rows) == len(STUDENTS) and not [row for row in rows if "roster" in row["notes"]]
    assert states.count(State.GRADED.value) == len(GRADED)
    assert states.count(State.NOT_GRADABLE.value) == 1
    assert states.count(State.NOTHING_HANDED_IN.value) == 1
    assert len(list((out / "feedback").glob("*.md"))) == len(STUDENTS)


def expect_own_feedback(told: dict[str, str]) -> None:
    """Demand that everyone who is graded gets feedback, by number, about their own work, and no other."""
    for one in GRADED:
        assert set(re.findall(r"The work says (\w+)", told[str(one.number)])) == {one.mark}


@pytest.mark.parametrize(
    "two_names", [False, True], ids=["plain", "names apart, commas in numbers"]
)
def test_canvas_and_back(two_names, tmp_path):
    gradebook, named = files.canvas_gradebook(two_names), ("--assignment", "Digits")
    out = played(tmp_path, files.canvas_zip(marked=two_names), gradebook, "book.csv", *named)
    expect_a_row_for_everyone(out)
    (title, number, most), grades = files.canvas_import((out / "canvas.csv").read_text("utf-8"))
    assert (title, number, most) == ("Digits", "5", "70.00")
    expected = {str(one.number): points_of(one) for one in GRADED}
    kept = "-2,00" if two_names else "-2.00"
    extra = {NOTHING: kept, ONLY_A_PDF: "", EXCUSED: "EX"}
    assert grades == expected | {str(one.number): grade for one, grade in extra.items()}
    there = {
        (str(one.number), str(files.attachment(one, place)))
        for one in STUDENTS
        for place in range(len(files.work_of(one)))
    }
    comments = files.canvas_comments((out / "canvas_feedback.zip").read_bytes(), there)
    told = {}
    for (user, _), content in comments.items():
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = archive.read("feedback.md")
        told[user] = content.decode()
    assert set(told) == set(expected)
    expect_own_feedback(told)


@pytest.mark.parametrize(
    ("folders", "last_underscore"),
    [(True, False), (True, True), (False, False)],
    ids=["folders", "folders before 4.1", "files"],
)
def test_moodle_and_back(folders, last_underscore, tmp_path):
    download = files.moodle_zip(folders, last_underscore)
    out = played(tmp_path, download, files.moodle_worksheet_file(), "worksheet.csv")
    expect_a_row_for_everyone(out)
    participants = {str(one.number) for one in STUDENTS}
    read = files.moodle_import((out / "moodle_grades.csv").read_text("utf-8"), participants)
    for one in STUDENTS:
        grade, _, comment = read[str(one.number)]
        assert grade == (points_of(one) if one in GRADED else "")
        assert bool(comment) is (one is not NOTHING)
    told = files.moodle_folders((out / "moodle_feedback.zip").read_bytes(), participants)
    assert set(told) == participants - {str(NOTHING.number)}
    expect_own_feedback(told)


def test_blackboard_and_back(tmp_path):
    gradebook = files.blackboard_gradebook()
    out = played(tmp_path, files.blackboard_zip(), gradebook, "gradebook.xls")
    expect_a_row_for_everyone(out)
    read = files.blackboard_import((out / "blackboard.xls").read_bytes())
    assert set(read) == {one.login for one in STUDENTS}
    for one in STUDENTS:
        grade, comment = read[one.login]
        kept = "-2.00" if one is NOTHING else ""
        assert grade == (points_of(one) if one in GRADED else kept)
        assert bool(comment) is (one is not NOTHING)
        if one in GRADED:
            assert f"{float(grade):g} of 70 points" in comment


def test_names_are_as_hard_as_they_should_be():
    assert len(STUDENTS) == 30 and len({one.login for one in STUDENTS}) == 30
    assert len({points_of(one) for one in GRADED}) > 15
    keys = [files.canvas_name(one).rpartition("_")[0] for one in STUDENTS]
    assert len(set(keys)) < 29 and "" in keys
    text = files.canvas_gradebook().decode()
    assert '"=""=HYPERLINK' in text and next(csv.reader(io.StringIO(text)))[0] == "Student"
    assert CORE.graded
