"""What goes back to the platforms: each file is read by its platform's own rules, as its source or documents give them."""

import csv
import html
import io
import re
import zipfile
from datetime import datetime, timezone
from fractions import Fraction

import pytest

from coursekit.checks.results import Status
from coursekit.grading.class_rules import ClassRules, Late, Override
from coursekit.grading.formats.blackboard import blackboard_xls
from coursekit.grading.formats.canvas import canvas_csv, canvas_feedback_zip
from coursekit.grading.formats.graded_class import GradedClass
from coursekit.grading.formats.moodle import moodle_feedback_zip, moodle_worksheet
from coursekit.grading.formats.registry import write_formats
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.intake.roster import load_roster
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.grading.run.task import Outcome
from coursekit.grading.score import Grade, max_points
from coursekit.grading.told_after_the_run import told_after_the_run
from tests.course.grading import test_intake_shapes as shapes
from tests.course.grading.made_up import CORE, all_right
from tests.course.grading.platform_files import (
    canvas_comments,
    canvas_import,
    moodle_folders,
    moodle_import,
)

CANVAS = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Integration ID,Section,Essay (4),Digits (5),Current Score\n"
    "    Points Possible,,,,,,10,70,(read only)\n"
    '"Ito, Ann",678,s1,annito,,A,3,,\n"Ode, Ben",679,s2,benode,,A,,12.5,\n"Day, Cy",680,s3,cyday,,A,,EX,\n'
    '"Student, Test",681,,0d1f,,A,,,\n"Fox, Di",682,s4,difox,,A,,9,\n'
)


def class_of(tmp_path, files, roster, assignment="", rules=None, failed=()):
    """Return the class that `files` and a roster make; whoever has work has all points, but for those that failed."""
    shapes.write(tmp_path / "given", files)
    (tmp_path / "roster.csv").write_bytes(roster if isinstance(roster, bytes) else roster.encode())
    read = load_roster(tmp_path / "roster.csv")
    grades = []
    for one in read_submissions([tmp_path / "given"], roster=read):
        outcome = None if one.problem else all_right(one.name)
        if one.student.get("name") in failed:
            outcome = Outcome(
                "k", problem=GradingProblem(GradingCode.GRADER_FAILED, {"error": "OSError()"})
            )
        grades.append(Grade(one, outcome, rules or ClassRules(CORE)))
    return GradedClass(grades, CORE, 7, assignment, read)


def test_canvas_takes_grades_of_the_roster_alone_and_loses_none(tmp_path):
    files = {
        "itoann_678_901_c.zip": shapes.package("a"),
        "odeben_679_902_c.pdf": "x",
        "daycy_680_903_c.zip": shapes.package("c"),
        "foxdi_682_905_c.zip": shapes.package("d"),
        "nobodynell_999_904_c.zip": shapes.package("n"),
    }
    graded = class_of(tmp_path, files, CANVAS, "Digits", failed={"Fox, Di"})
    (title, number, most), grades = canvas_import(canvas_csv(graded))
    assert (title, number, most) == ("Digits", "5", f"{max_points(CORE):.2f}")
    # Ann is graded. Ben's, and Di's whom the grader failed, stay as they are: an empty cell would delete them. Cy is excused.
    assert grades == {"678": "70.00", "679": "12.5", "680": "EX", "681": "", "682": "9"}


def test_canvas_names_the_assignment_where_there_is_doubt(tmp_path):
    graded = class_of(tmp_path, {"itoann_678_901_c.zip": shapes.package("a")}, CANVAS)
    head = next(csv.reader(io.StringIO(canvas_csv(graded))))
    assert head[-1] == CORE.title
    one = (
        CANVAS.replace("Essay (4),", "")
        .replace(",10,70", ",70")
        .replace(",A,3,", ",A,")
        .replace(",A,,", ",A,")
    )
    graded = class_of(tmp_path / "x", {"itoann_678_901_c.zip": shapes.package("a")}, one)
    assert canvas_import(canvas_csv(graded))[0][:2] == ("Digits", "5")


def test_canvas_takes_feedback_under_the_names_that_were_downloaded(tmp_path):
    files = {
        "itoann_678_901_mnist_course.zip": shapes.package("a"),
        "ode_ben_LATE_679_902_load_data.py": shapes.module("b"),
        "daycy_680_903_report.pdf": "x",
        "nobodynell_999_904_c.zip": shapes.package("n"),
    }
    found = canvas_comments(canvas_feedback_zip(class_of(tmp_path, files, CANVAS)))
    assert set(found) == {("678", "901"), ("679", "902")}
    with zipfile.ZipFile(io.BytesIO(found["678", "901"])) as archive:
        assert "70 of 70 points" in archive.read("feedback.md").decode()
    assert "Ode, Ben: 70 of 70 points" in found["679", "902"].decode()


def test_moodle_takes_the_worksheet_and_the_feedback(tmp_path):
    roster = shapes.MOODLE.replace("Ann Ito", "Ann_Ito <b>")
    files = {f"{shapes.ANN}/c.zip": shapes.package("a"), f"{shapes.BEN}/c.pdf": "x"}
    files["Eve Nix_99_assignsubmission_file_/c.zip"] = shapes.package("e")
    graded = class_of(tmp_path, files, roster)
    grades = moodle_import(moodle_worksheet(graded), {"12", "13", "14"})
    assert [grades[number][0] for number in ("12", "13", "14")] == ["70.00", "", ""]
    assert grades["12"][2].startswith("70 of 70 points.<br>Lesson 01: 10 of 10 points.")
    assert "c.pdf" in html.unescape(grades["13"][2]) and grades["14"][2] == ""
    feedback = moodle_folders(moodle_feedback_zip(graded), {"12", "13", "14"})
    assert set(feedback) == {"12", "13"} and "70 of 70 points" in feedback["12"]
    # What the platform told stays as it was.
    rows = list(csv.DictReader(io.StringIO(moodle_worksheet(graded))))
    assert rows[0]["Last modified (submission)"] == "Tuesday, 10 November 2026, 2:25 PM"


def test_moodle_gets_no_worksheet_without_one(tmp_path):
    graded = class_of(
        tmp_path, {"ann.zip": shapes.package("a"), "ben.zip": shapes.package("b")}, shapes.PLAIN
    )
    assert moodle_worksheet(graded) is None and moodle_feedback_zip(graded) is None
    assert blackboard_xls(graded) is None and canvas_feedback_zip(graded) is None


def test_blackboard_takes_user_names_and_the_columns_number(tmp_path):
    files = {
        "Digits_ann_attempt_2026-11-10-14-25-12_c.zip": shapes.package("a"),
        "Digits_ben_ode_attempt_2026-11-10-14-25-12_c.pdf": "x",
        "Digits_eve_attempt_2026-11-10-14-25-12_c.zip": shapes.package("e"),
    }
    content = blackboard_xls(class_of(tmp_path, files, shapes.BLACKBOARD.encode("utf-16")))
    assert content.startswith(b"\xff\xfe")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-16")), delimiter="\t"))
    (column,) = [name for name in rows[0] if re.search(r"\|\d+$", name)]
    assert column == "Digits [Total Pts: 70 Score] |12"
    assert {row["Username"]: row[column] for row in rows} == {
        "ann": "70.00",
        "ben_ode": "",
        "cy": "",
    }
    assert {row["Feedback Format"] for row in rows} == {"SMART_TEXT"}
    assert "c.pdf" in rows[1]["Feedback to Learner"] and not rows[2]["Feedback to Learner"]


@pytest.mark.parametrize(
    "header",
    ["Digits [Total Pts: 70 Score]", 'Digits [Total Pts: 70] |1"\t"Other [Total Pts: 5] |2'],
)
def test_blackboard_gets_no_file_where_the_column_is_in_doubt(header, tmp_path):
    roster = f'"Last Name"\t"First Name"\t"Username"\t"{header}"\n"Ito"\t"Ann"\t"ann"\t""\t""\n'
    files = {"ann.zip": shapes.package("a"), "ben.zip": shapes.package("b")}
    assert blackboard_xls(class_of(tmp_path, files, roster)) is None


def test_no_state_is_taken_for_another_in_any_file(tmp_path):
    files = {
        "itoann_678_901_c.zip": shapes.package("a"),
        "odeben_679_902_c.pdf": "x",
        "foxdi_682_905_c.zip": shapes.package("d"),
    }
    graded = class_of(tmp_path, files, CANVAS, "Digits", failed={"Fox, Di"})
    write_formats(graded, tmp_path / "out")
    text = (tmp_path / "out" / "grades.csv").read_text()
    states = {
        row["student"]: (row["state"], row["points"]) for row in csv.DictReader(io.StringIO(text))
    }
    assert states == {
        "Ito, Ann": ("graded", "70.0"),
        "Ode, Ben": ("handed in, nothing gradable", ""),
        "Day, Cy": ("nothing handed in", ""),
        "Student, Test": ("nothing handed in", ""),
        "Fox, Di": ("could not be graded", ""),
    }
    feedback = {
        file.stem: file.read_text() for file in (tmp_path / "out" / "feedback").glob("*.md")
    }
    assert set(feedback) == set(states)
    for name, told in feedback.items():
        assert ("Nothing was handed in" in told) is (states[name][0] == "nothing handed in")
    summary = (tmp_path / "out" / "summary.md").read_text()
    assert "c.pdf" in summary and summary.count("Nothing was handed in") == 2


def test_feedback_names_no_command_and_says_what_was_taken(tmp_path):
    files = {
        "ann.zip": shapes.package("1"),
        "ann-1.zip": shapes.package("2"),
        "ben.zip": shapes.package("b"),
    }
    graded = class_of(tmp_path, files, shapes.PLAIN)
    ann = graded.grades[0]
    results = ann.outcome.results
    said = "It is wrong.\n→ Write it anew.\n→ `course hint load_data` helps, or pytest tests/lesson_01."
    results[0] = type(results[0])(**{**vars(results[0]), "status": Status.FAILED, "message": said})
    write_formats(graded, tmp_path / "out")
    text = (tmp_path / "out" / "feedback" / "Ann Ito.md").read_text()
    assert "It is wrong" in text and "Write it anew" in text
    assert "course hint" not in text and "pytest" not in text
    assert "ann-1.zip counts" in text.replace("\\", "")


def test_two_of_one_name_are_told_apart(tmp_path):
    roster = shapes.MOODLE.replace("Ben Ode", "Ann Ito")
    files = {
        f"{shapes.ANN}/c.zip": shapes.package("a"),
        "Ann Ito_13_assignsubmission_file_/c.zip": shapes.package("b"),
    }
    graded = class_of(tmp_path, files, roster)
    write_formats(graded, tmp_path / "out")
    names = {file.stem for file in (tmp_path / "out" / "feedback").glob("*.md")}
    assert names == {"Ann Ito (12)", "Ann Ito (13)", "Cy Day"}


def test_a_class_under_pseudonyms_names_nobody_and_has_the_same_points(tmp_path):
    files = {
        "itoann_678_901_c.zip": shapes.package("a"),
        "odeben_679_902_itoann.pdf": "x",
        "daycy_LATE_680_903_c.zip": shapes.package("c"),
    }
    due = shapes.datetime(2026, 11, 9, tzinfo=shapes.timezone.utc)
    rules = ClassRules(
        CORE,
        due={"01": due},
        late=Late(Fraction(10)),
        extensions={"s3": {"all": due}, "Day, Cy": {"01": due}},
        overrides=(Override("s1", "Ann told me", "load_data", Fraction(0)),),
    )
    graded = class_of(tmp_path, files, CANVAS, rules=rules)
    write_formats(graded, tmp_path / "out", key=b"secret")
    folder = tmp_path / "out" / "anonymous"
    contents = [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
    with zipfile.ZipFile(folder / "work.zip") as archive:
        contents += [name.encode() for name in archive.namelist()]
        assert len(archive.namelist()) == 4
    for word in ("Ann", "Ode", "itoann", "678", "annito", "s1", "told me", "LATE"):
        assert not any(word.encode() in content for content in contents), word
    rows = list(csv.DictReader((folder / "grades.csv").open(newline="")))
    who = {
        row["pseudonym"]: row["student"]
        for row in csv.DictReader((tmp_path / "out" / "pseudonyms.csv").open(newline=""))
    }
    given = list(csv.DictReader((tmp_path / "out" / "grades.csv").open(newline="")))
    points = {row["student"]: row["points"] for row in given}
    assert {who[row["student"]]: row["points"] for row in rows} == points
    assert points["Ito, Ann"] == "68.0"
    assert [row["student"] for row in rows] == sorted(row["student"] for row in rows)
    # The same key, the same pseudonyms; another, others.
    write_formats(graded, tmp_path / "again", key=b"secret")
    write_formats(graded, tmp_path / "other", key=b"other")
    same, other = ((tmp_path / name / "pseudonyms.csv").read_text() for name in ("again", "other"))
    assert same == (tmp_path / "out" / "pseudonyms.csv").read_text() != other


def test_at_the_end_of_a_run_stands_what_would_be_found_too_late(tmp_path):
    files = {
        "itoann_678_901_c.zip": shapes.package("a"),
        "odeben_LATE_679_902_c.zip": shapes.package("b"),
        "daycy_680_903_c.pdf": "x",
    }
    due = ClassRules(
        CORE,
        due={lesson.number: datetime(2027, 1, 15, tzinfo=timezone.utc) for lesson in CORE.lessons},
    )
    graded = class_of(tmp_path, files, CANVAS, rules=due)
    assert told_after_the_run(graded.grades, graded.roster, "") == [
        "handed in at an unknown time, so not counted as late: 2 of 5. The platform marks as late: Ode, Ben.",
        "→ Write when into a column handed_in of the roster, such as 2027-01-15T23:59:00+01:00.",
        "canvas.csv makes a new assignment in Canvas. The gradebook has: Essay (4); Digits (5).",
        '→ If it is one of these, write its name: assignment = "…" in class.toml, or --assignment "…".',
    ]
    assert len(told_after_the_run(graded.grades, graded.roster, "Digits")) == 2
    assert len(told_after_the_run(graded.grades, graded.roster, "Digit")) == 4
    told = CANVAS.replace("Score\n", "Score,handed_in\n").replace(
        "12.5,", "12.5,,2027-01-17T10:00Z"
    )
    told = told.replace("A,3,,", "A,3,,,2027-01-14T10:00Z")
    graded = class_of(tmp_path / "told", files, told, rules=due)
    assert told_after_the_run(graded.grades, graded.roster, "Digits") == []
    assert "handed_in" not in canvas_csv(graded)


def test_without_due_dates_and_a_gradebook_there_is_no_doubt(tmp_path):
    files = {"itoann_LATE_678_901_c.zip": shapes.package("a")}
    graded = class_of(tmp_path, files, "name,id\nIto Ann,678\n")
    assert told_after_the_run(graded.grades, graded.roster, "") == []


def test_who_is_in_no_row_of_the_roster_is_named_at_the_end_of_a_run(tmp_path):
    files = {"itoann_678_901_c.zip": shapes.package("a"), "nell.zip": shapes.package("n")}
    graded = class_of(tmp_path, files, "name,id\nIto Ann,678\n")
    assert told_after_the_run(graded.grades, graded.roster, "") == [
        "in no single row of the roster, and so in no file for a platform: nell",
        "→ Write these names into a column submission of the roster, each into its student's row.",
    ]
    told = "name,id,submission\nIto Ann,678,\nNell Nobody,999,nell\n"
    graded = class_of(tmp_path / "told", files, told)
    assert told_after_the_run(graded.grades, graded.roster, "") == []
