"""Grading once more, and what a class is graded with from call to call: its assignment, and its pseudonyms."""

import csv
from dataclasses import replace

import pytest

from coursekit.grading.formats.anonymous import pseudonym
from coursekit.grading.grade_class import (
    ALL_GRADED,
    WRONG_CALL,
    Wanted,
    accept_regrade,
    grade_class,
    regrade_class,
)
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.intake.roster import load_roster
from coursekit.grading.run.class_run import tasks_for
from coursekit.grading.run.stored import store
from coursekit.grading.run.task import LessonRun
from tests.course.grading.made_up import all_right
from tests.course.grading.test_intake_shapes import package, write

ROSTER = (
    "Student,ID,SIS Login ID,Section,Essay (4),Digits (5)\n    Points Possible,,,,10,70\n"
    '"Ito, Ann",678,annito,A,,\n"Ode, Ben",679,benode,A,,\n"Day, Cy",680,cyday,A,,\n'
)
RULES = 'roster = "book.csv"\nassignment = "Digits"\n'
SEED = 7


class Class:
    """A class in a folder, of which all facts are known, so that nothing is run."""

    def __init__(self, folder):
        self.folder, self.out = folder, folder / "grades"
        files = {"itoann_678_901_c.zip": package("a"), "odeben_679_902_c.zip": {"x.pdf": "x"}}
        write(folder / "submissions", files)
        write(folder, {"book.csv": ROSTER})

    def wanted(self, rules=RULES, **options):
        write(self.folder, {"class.toml": rules})
        call = [[self.folder / "submissions"], self.out, "none", 1, [], "sample"]
        made = Wanted(*call, self.folder / "class.toml", seed=SEED)
        return replace(made, **options)

    def know(self, folder):
        """Keep facts of all work, as running it would."""
        read = read_submissions(
            [self.folder / "submissions"], roster=load_roster(self.folder / "book.csv")
        )
        for task in tasks_for(read, SEED, "none", "sample").values():
            lessons = {number: LessonRun(one, 1) for number, one in task.fingerprints.items()}
            outcome = replace(all_right(task.key), lessons=lessons, sandbox="none")
            store(folder, task.key, outcome.as_dict())

    def title(self):
        with (self.out / "canvas.csv").open(newline="", encoding="utf-8") as file:
            return next(csv.reader(file))[-1]


@pytest.fixture
def graded(tmp_path):
    one = Class(tmp_path)
    one.know(one.out)
    return one


def test_every_command_knows_the_assignment_of_the_class(graded, capsys):
    assert grade_class(graded.wanted()) == ALL_GRADED
    assert graded.title() == "Digits (5)"
    assert "makes a new assignment" not in capsys.readouterr().err
    (graded.out / "canvas.csv").unlink()
    graded.know(graded.out / "regrade")
    assert accept_regrade(graded.wanted()) == ALL_GRADED
    assert graded.title() == "Digits (5)" and "1 accepted." in capsys.readouterr().err
    # The option goes before what the file says.
    assert grade_class(graded.wanted(assignment="Essay")) == ALL_GRADED
    assert graded.title() == "Essay (4)"
    assert grade_class(graded.wanted(RULES.replace("Digits", "Digit"))) == ALL_GRADED
    assert 'assignment = "…" in class.toml' in capsys.readouterr().err


def test_files_under_pseudonyms_are_never_left_behind(graded):
    grade_class(graded.wanted())
    assert not (graded.out / "anonymous").exists()
    grade_class(graded.wanted(anonymous=True))
    (graded.out / "anonymous" / "grades.csv").write_text("old")
    graded.know(graded.out / "regrade")
    accept_regrade(graded.wanted())
    assert "student-" in (graded.out / "anonymous" / "grades.csv").read_text()


@pytest.mark.parametrize(
    ("only", "said"),
    [
        (["cyday"], "Day, Cy: Nothing was handed in."),
        (["Ode, Ben"], "Ode, Ben: There is no folder mnist_course in it, only: c.zip/x.pdf."),
        (["annito", "680"], "Day, Cy: Nothing was handed in."),
    ],
)
def test_who_has_no_work_is_not_graded_again(graded, only, said, capsys):
    grade_class(graded.wanted())
    before = {path: path.read_bytes() for path in graded.out.rglob("*") if path.is_file()}
    for command in (regrade_class, accept_regrade):
        capsys.readouterr()
        assert command(graded.wanted(only=only)) == WRONG_CALL
        told = capsys.readouterr().err
        assert f"--only: there is nothing to grade again.\n{said}" in told, told
        assert "accept" not in told and "Ann" not in told
    assert before == {path: path.read_bytes() for path in graded.out.rglob("*") if path.is_file()}


def override(student):
    return (
        f'[[override]]\nstudent = "{student}"\nfunction = "fit_model"\npoints = 0\nreason = "x"\n'
    )


def points(graded):
    with (graded.out / "grades.csv").open(newline="", encoding="utf-8") as file:
        return {row["student"]: row["points"] for row in csv.DictReader(file)}


def pseudonyms(graded):
    with (graded.out / "pseudonyms.csv").open(newline="", encoding="utf-8") as file:
        return {row["student"]: row["pseudonym"] for row in csv.DictReader(file)}


def test_a_pseudonym_stands_for_its_student(graded):
    grade_class(graded.wanted(anonymous=True))
    ann = pseudonyms(graded)["Ito, Ann"]
    before = float(points(graded)["Ito, Ann"])
    assert grade_class(graded.wanted(RULES + override(ann))) == ALL_GRADED
    assert float(points(graded)["Ito, Ann"]) == before - 6


def test_a_pseudonym_that_two_could_be_meant_by_is_refused(graded, capsys):
    grade_class(graded.wanted(anonymous=True))
    ann = pseudonyms(graded)["Ito, Ann"]
    # Cy's login is Ann's pseudonym.
    write(graded.folder, {"book.csv": ROSTER.replace("cyday", ann)})
    assert grade_class(graded.wanted(RULES + override(ann))) == WRONG_CALL
    told = capsys.readouterr().err
    assert f"line 4: 2 are called {ann}.\n→ Write the login or an id." in told


def test_who_can_not_be_told_apart_has_no_pseudonym_of_their_own(graded, capsys):
    roster = 'name,submission\n"Ito, Ann",itoann_678\n"Ito, Ann",odeben_679\n'
    write(graded.folder, {"book.csv": roster})
    grade_class(graded.wanted(anonymous=True))
    key = (graded.out / "pseudonym.key").read_bytes().strip()
    read = read_submissions(
        [graded.folder / "submissions"], roster=load_roster(graded.folder / "book.csv")
    )
    shared = {pseudonym(key, one) for one in read}
    assert len(shared) == 1
    assert grade_class(graded.wanted(RULES + override(*shared))) == WRONG_CALL
    assert "2 are called student-" in capsys.readouterr().err


def test_several_attempts_are_one_student(tmp_path):
    one = Class(tmp_path)
    write(one.folder / "submissions", {"itoann_678_903_c.zip": package("b")})
    one.know(one.out)
    rules = RULES + 'attempt = "best"\n' + override("annito")
    assert grade_class(one.wanted(rules)) == ALL_GRADED
    assert points(one)["Ito, Ann"] == "64.0"
