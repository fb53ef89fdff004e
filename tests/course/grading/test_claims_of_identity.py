"""Nobody gets another one's place, time or rules by what he writes: names of files, lists and rules brought along, clones."""

import subprocess
from datetime import datetime, timedelta, timezone

import pytest

from coursekit.checks.results import CheckResult, Status
from coursekit.errors import CourseError
from coursekit.grading.grade_class import Wanted, _take_in
from coursekit.grading.handed_in_before import first_handed_in
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.intake.roster import load_roster
from coursekit.grading.intake.submission import Submission
from coursekit.grading.kept_runs import KeptRuns, record_of
from coursekit.grading.run.lesson_fingerprints import lesson_fingerprints
from coursekit.grading.run.task import LessonRun, Outcome
from coursekit.grading.score import Grade
from coursekit.manifest import load_manifest
from tests.course.grading import test_intake_shapes as shapes


def taken_in(tmp_path, files, roster, each=False):
    """Return what is read of a class, by the students' names; `each` path by itself where the shell lists them."""
    shapes.write(tmp_path / "class", files)
    (tmp_path / "roster.csv").write_text(roster, encoding="utf-8")
    paths = sorted((tmp_path / "class").iterdir()) if each else [tmp_path / "class"]
    found = read_submissions(paths, load_roster(tmp_path / "roster.csv"))
    return {one.student.get("name") or one.name: one for one in found}


NAMED_IN_A_FILES_NAME = {
    "moodle": (
        shapes.MOODLE,
        "Ben Ode_13_assignsubmission_file_c.zip",
        "Cy Day_14_assignsubmission_file_Ben Ode_13_assignsubmission_file_c (9).zip",
    ),
    "blackboard": (
        shapes.BLACKBOARD,
        "Digits_ben_ode_attempt_2026-11-10-14-25-12_c.zip",
        "Digits_cy_attempt_2026-11-10-14-25-12_Digits_ben_ode_attempt_2026-12-31-00-00-00_c.zip",
    ),
    "canvas": (shapes.CANVAS, "odeben_679_902_c.zip", "daycy_680_903_odeben_679_999_c.zip"),
}


@pytest.mark.parametrize("platform", NAMED_IN_A_FILES_NAME)
def test_a_files_name_can_name_no_other_student(platform, tmp_path):
    roster, bens, cys = NAMED_IN_A_FILES_NAME[platform]
    files = {bens: shapes.package("b"), cys: shapes.package("e")}
    found = taken_in(tmp_path, files, roster)
    marks = {name: shapes.mark_of(one) for name, one in found.items() if one.files}
    assert sorted(marks.values()) == ["b", "e"]
    assert next(mark for name, mark in marks.items() if "Ben" in name) == "b"


def test_a_files_name_can_name_no_other_time(tmp_path):
    given = "Digits_cy_attempt_2020-01-01-00-00-00_c.zip"
    files = {f"Digits_cy_attempt_2026-11-20-14-25-12_{given}": shapes.package("e")}
    assert taken_in(tmp_path, files, shapes.BLACKBOARD)["Cy Day"].handed_in.year == 2026


@pytest.mark.parametrize("as_zip", [True, False], ids=["zip", "folder"])
@pytest.mark.parametrize("text", ["mnist_course:\n" + shapes.YML.partition("\n")[2], "{["])
def test_a_list_that_a_student_brings_along_is_no_platforms(text, as_zip, tmp_path):
    own = {**shapes.package("e"), "submission_metadata.yml": text}
    files = {"eve.zip": own} if as_zip else {f"eve/{name}": text for name, text in own.items()}
    files |= {"ben.zip": shapes.package("b")}
    found = taken_in(tmp_path, files, shapes.GRADESCOPE, each=True)
    assert not found["Ann Ito"].files
    assert shapes.mark_of(found["eve"]) == "e" and found["eve"].handed_in is None


def test_a_name_that_is_anothers_user_name_is_not_taken_for_it(tmp_path):
    files = {"ann.zip": shapes.package("a"), "eve.zip": shapes.package("e")}
    found = taken_in(tmp_path, files, "login,name\nann,Ann Ito\neve,ann\n")
    assert shapes.mark_of(found["Ann Ito"]) == "a" and shapes.mark_of(found["ann"]) == "e"


@pytest.mark.parametrize("how", ["a link", "a link inside", "borrowed objects"])
def test_a_clone_can_not_show_a_neighbours_commit(how, tmp_path):
    ann, eve = tmp_path / "class" / "ann", tmp_path / "class" / "eve"
    shapes.write(ann, shapes.package("a"))
    shapes.write(eve, shapes.package("e"))
    git = ["git", "-C", str(ann), "-c", "user.name=a", "-c", "user.email=a@x"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*git, *words], check=True)
    head = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, check=True).stdout
    if how == "a link":
        (eve / ".git").symlink_to(ann / ".git")
    else:
        (eve / ".git").mkdir()
        (eve / ".git" / "HEAD").write_bytes(head)
    if how == "a link inside":
        (eve / ".git" / "objects").symlink_to(ann / ".git" / "objects")
    if how == "borrowed objects":
        (eve / ".git" / "objects" / "info").mkdir(parents=True)
        borrowed = eve / ".git" / "objects" / "info" / "alternates"
        borrowed.write_text(f"{ann / '.git' / 'objects'}\n")
    times = {one.name: one.handed_in for one in read_submissions([tmp_path / "class"])}
    assert times["ann"] and times["eve"] is None


@pytest.mark.parametrize("named", [True, False])
def test_rules_that_a_student_brings_along_are_refused(named, tmp_path):
    rules = "[[override]]\nstudent = 'eve'\nfunction = 'build_mlp'\npoints = 10\nreason = 'x'\n"
    shapes.write(tmp_path / "eve", {**shapes.package("e"), "class.toml": rules})
    wanted = Wanted(
        *([tmp_path / "eve"], tmp_path / "grades", "none", 1, [], "sample"),
        tmp_path / "eve" / "class.toml",
        seed=7,
        class_file_named=named,
    )
    if named:
        assert _take_in(wanted).rules.overrides
    else:
        with pytest.raises(CourseError, match="lies in what was handed in"):
            _take_in(wanted)


TIME = datetime(2027, 1, 15, tzinfo=timezone.utc)
SHELL = {"build_mlp.py": b"import keras\n\n\ndef build_mlp():\n    return keras.homework()\n"}
"""Work of lesson 3 that does what another lesson's module says, in a way that can't be read from it."""


def graded(status, other, days):
    """Return a grade of `SHELL`, handed in after so many days, with the result of its check and another lesson's module."""
    manifest = load_manifest().part("3")
    files = {**SHELL, "load_data.py": other}
    prints = lesson_fingerprints(files, manifest.lessons, "sample")
    results = [CheckResult("03", "build_mlp", "works", status, points=10)]
    outcome = Outcome("key", results, lessons={"03": LessonRun(prints["03"], 7)})
    submission = Submission("eve", files, handed_in=TIME + timedelta(days=days))
    return Grade(submission, outcome), prints


@pytest.mark.parametrize(
    ("before", "now", "counts"),
    [
        (Status.FAILED, Status.FAILED, True),
        (Status.PASSED, Status.PASSED, True),
        (Status.PASSED, Status.FAILED, True),
        (Status.FAILED, Status.PASSED, False),
    ],
)
def test_work_that_passes_more_than_it_did_is_not_the_work_of_then(before, now, counts):
    early, _ = graded(before, b"", 0)
    late, prints = graded(now, b"import keras\nkeras.homework = keras.Sequential\n", 9)
    passed = {result.id for result in late.results if result.passed}
    runs = KeptRuns([record_of([early])])
    assert first_handed_in(runs, late.submission, prints, passed) == (
        {"03": TIME} if counts else {}
    )
