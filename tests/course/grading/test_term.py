"""A term of 30 students, played through with the command line. Every number is computed by hand.

What is handed in and when, the class's file, and a check change from run to run, as they do in a term.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from coursekit.grading.kept_runs import run_files
from coursekit.manifest import ROOT
from tests.course.grading import runs

if os.name != "posix":
    pytest.skip("needs a sandbox", allow_module_level=True)

REFERENCE = ROOT / "solutions" / "mnist_course"
RIGHT_1 = (REFERENCE / "load_data.py").read_text(encoding="utf-8")
RIGHT_2 = (REFERENCE / "visualize.py").read_text(encoding="utf-8")
RIGHT_3 = (REFERENCE / "build_mlp.py").read_text(encoding="utf-8")
WRITES = """
def scale_images(images):
    scaled = (images / 255).astype("float32")
    images[...] = 0
    return scaled
"""
"""Fails one of five checks."""

NAN = """
def count_labels(labels):
    return pd.Series(labels).value_counts().reindex(range(10))
"""
"""Fails one of three checks: it says nan where no digit is."""

DRIVER = """
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from coursekit.grading import grade_class

read = grade_class.read_submissions


def with_times(paths, **options):
    times = json.loads(Path(__file__).with_name("times.json").read_text())
    for one in read(paths, **options):
        time = times.get(one.name)
        yield replace(one, handed_in=datetime.fromisoformat(time) if time else None)


if __name__ == "__main__":
    grade_class.read_submissions = lambda paths, **options: list(with_times(paths, **options))
    from coursekit.cli import main

    main()
"""
"""The command `course`, told when each submission was handed in."""

RULES = """roster = "roster.csv"
lessons = [1]

[due]
1 = 2027-01-10T23:59:00+01:00
2 = 2027-01-17T23:59:00+01:00
3 = 2027-01-24T23:59:00+01:00

[late]
points_per_day = 10
at_most_days = 3

[extensions]
s05 = 2027-01-12T23:59:00+01:00
[extensions.s06]
2 = 2027-01-20T23:59:00+01:00
"""
WITH_S30 = RULES.replace("[extensions.s06]", "s30 = 2027-01-17T23:59:00+01:00\n[extensions.s06]")
STUDENTS = [f"s{number:02}" for number in range(1, 31)]
FIRST = STUDENTS[:29]
SUNDAY = datetime(2027, 1, 10, 23, 59, tzinfo=timezone(timedelta(hours=1)))


class Term:
    """A class in a folder, with a course of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.course = folder, folder / "course"
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "coursekit", self.course / "coursekit", ignore=ignored)
        for path in (ROOT / "tests").glob("lesson_*"):
            shutil.copytree(path, self.course / "tests" / path.name, ignore=ignored)
        for name in ("course.toml", "pyproject.toml"):
            shutil.copy(ROOT / name, self.course)
        (folder / "driver.py").write_text(DRIVER)
        self.times: dict[str, str] = {}

    def roster(self, students: list[str]) -> None:
        rows = "".join(f"{one},Student {one},{900 + int(one[1:])}\n" for one in students)
        (self.folder / "roster.csv").write_text(f"login,name,id\n{rows}")

    def rules(self, text: str) -> None:
        (self.folder / "class.toml").write_text(text)

    def hand_in(self, student: str, when: datetime | None, **files: str) -> None:
        package = self.folder / "submissions" / student / "mnist_course"
        package.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (package / f"{name}.py").write_text(text)
        self.times[student] = when.isoformat() if when else ""

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        (self.folder / "times.json").write_text(json.dumps(self.times))
        done = subprocess.run(
            [sys.executable, "driver.py", *words],
            cwd=self.folder,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(self.course)},
            timeout=runs.LIMIT,
        )
        assert done.returncode == 0, done.stderr
        return done

    def grade(self, *words: str) -> str:
        options = ["--sandbox", runs.SANDBOX, "-j", "2", *words]
        return self.run("grade", "submissions", *options).stderr

    def plan(self) -> str:
        # What was found in one sandbox is not taken over into another.
        return self.run("grade", "submissions", "--dry-run", "--sandbox", runs.SANDBOX).stdout

    def rows(self) -> dict[str, dict[str, str]]:
        rows = runs.rows(self.folder / "grades")
        return {row["login"]: row for row in rows}

    def points(self) -> dict[str, float | None]:
        return {
            one: float(row["points"]) if row["points"] else None for one, row in self.rows().items()
        }

    def changes(self) -> list[dict[str, str]]:
        with (self.folder / "grades" / "changes.csv").open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def facts(self) -> dict[str, dict]:
        results = (self.folder / "grades" / "results").glob("*.json")
        return {path.name: json.loads(path.read_text()) for path in results}

    def feedback(self, student: str) -> str:
        return (self.folder / "grades" / "feedback" / f"Student {student}.md").read_text(
            encoding="utf-8"
        )


def days(number: float) -> datetime:
    """Return a moment so many days after lesson 1 was due."""
    return SUNDAY + timedelta(days=number)


@pytest.fixture(scope="module")
def term(tmp_path_factory):
    return Term(tmp_path_factory.mktemp("term"))


def test_the_term(term):
    expected = first_deadline(term)
    expected = a_resubmission(term, expected)
    expected = second_deadline(term, expected)
    expected = a_changed_check(term, expected)
    expected = changed_points(term)
    expected = overrides(term, expected)
    third_deadline(term, expected)
    a_second_grader(term)
    two_runs_compared(term)
    graded_again(term)


def first_deadline(term):
    term.roster(FIRST)
    term.rules(RULES)
    for student in FIRST:
        term.hand_in(student, days(-1.5), load_data=RIGHT_1)
    term.hand_in("s05", days(1.4))
    term.hand_in("s21", days(-1.5), load_data=RIGHT_1.replace("255", "256"))
    for student in STUDENTS[21:25]:
        term.hand_in(student, days(-1.5), load_data=RIGHT_1 + WRITES)
    term.hand_in("s26", days(0.02))
    term.hand_in("s27", days(2.5))
    term.hand_in("s28", days(3.5))
    term.hand_in("s29", None)
    plan = term.plan()
    assert plan.count("would run: lessons 01") == 29 and "files: load_data.py" in plan
    assert not (term.folder / "grades").exists()
    said = term.grade()
    expected = dict.fromkeys(FIRST, 10.0)
    # load_data 2, scale_images 0 (an essential check), split_validation 4.
    expected["s21"] = 6
    # 2 + 4/5 of 4 + 4
    expected |= dict.fromkeys(STUDENTS[21:25], 9.2)
    # 10 % of 10 points for each day begun: 1, 3; more than 3 days: nothing.
    expected |= {"s26": 9, "s27": 7, "s28": 0}
    assert term.points() == expected
    assert "29 of 29 graded" in said and "since" not in said
    rows = term.rows()
    assert rows["s27"]["late"] == "01: 3 days, 3 points taken off"
    assert (
        rows["s27"]["handed_in"] == "2027-01-13 11:59+01:00" and rows["s27"]["taken_off"] == "3.0"
    )
    assert rows["s05"]["late"] == "" and "Nobody knows when" in rows["s29"]["notes"]
    assert "3 points are taken off: 10 % of 10 points for each day begun." in term.feedback("s27")
    assert "After 3 days nothing counts" in term.feedback("s28")
    assert len(term.facts()) == 3
    return expected


def a_resubmission(term, expected):
    before = term.facts()
    term.hand_in("s21", days(0.5), load_data=RIGHT_1)
    said = term.grade()
    # All right now, and a day late.
    expected |= {"s21": 9}
    assert term.points() == expected
    assert re.search(r"1 gained since \S+: Student s21 \+3 \(handed in again\)", said)
    assert " lost " not in said
    changes = term.changes()
    assert {row["student"] for row in changes} == {"Student s21"}
    assert {row["why"] for row in changes} == {"handed in again"}
    (scaled,) = (row for row in changes if row["check"].startswith("makes 0 stay 0"))
    # It is worth 4/5, and was worth nothing.
    assert (scaled["old"], scaled["new"], scaled["old_points"], scaled["new_points"]) == (
        *("failed", "passed", "0.0", "0.8"),
    )
    # The same work as that of others: nothing had to be run.
    assert term.facts() == before
    return expected


def second_deadline(term, expected):
    term.roster(STUDENTS)
    term.rules(WITH_S30.replace("[1]", "[1, 2]"))
    term.hand_in("s30", days(6), load_data=RIGHT_1)
    for student in STUDENTS:
        if student not in ("s28", "s29"):
            term.hand_in(student, days(6), visualize=RIGHT_2)
    term.hand_in("s22", days(6), visualize=RIGHT_2 + NAN)
    term.hand_in("s06", days(8.5))
    term.hand_in("s07", days(7.5))
    said = term.grade()
    # Lesson 1 is as late as it was: its work has not changed since.
    expected = {one: points + 10 for one, points in expected.items()}
    # plot_digit 4, plot_random_digit 3, count_labels 2/3 of 3; a day late.
    expected |= {"s22": 9.2 + 9, "s07": 10 + 9, "s28": 0, "s29": 10, "s30": 20}
    assert term.points() == pytest.approx(expected)
    assert term.rows()["s21"]["late"] == "01: 1 day, 1 point taken off"
    assert term.rows()["s06"]["late"] == ""
    assert "Student s30 +20 (not in the older run)" in said
    seeds = {run["seed"] for fact in term.facts().values() for run in fact["lessons"].values()}
    # Lesson 1 was found under the seeds of the first work, lesson 2 under those of the new one.
    assert len(seeds) == 6
    return expected


def a_changed_check(term, expected):
    before = term.facts()
    checks = term.course / "tests" / "lesson_02" / "test_visualize.py"
    text = checks.read_text(encoding="utf-8")
    name = "    def test_counts_0_for_a_digit_that_does_not_occur(self, learner, rng):\n"
    assert name in text
    checks.write_text(text.replace(name, name + "        return\n"), encoding="utf-8")
    plan = term.plan()
    # Two have no lesson 2; its checks have changed for them too.
    assert plan.count("would run: lessons 02\n") == 30
    said = term.grade()
    expected |= {"s22": 9.2 + 10}
    assert term.points() == pytest.approx(expected)
    assert re.search(r"1 gained since \S+: Student s22 \+1 \(the check changed\)", said)
    facts = term.facts()
    for name in used(term):
        old, new = before[name]["lessons"], facts[name]["lessons"]
        assert old["01"] == new["01"]
        assert old["02"]["seed"] == new["02"]["seed"]
        assert old["02"]["fingerprint"] != new["02"]["fingerprint"]
    return expected


def used(term) -> set[str]:
    """Return the files of facts that the newest run needed."""
    last = run_files(term.folder / "grades")[-1]
    students = json.loads(last.read_text(encoding="utf-8"))["students"].values()
    return {f"{student['task']}.json" for student in students}


POINTS = WITH_S30.replace("[1]", "[1, 2]") + "[points]\nload_data = 6\n"


def changed_points(term):
    before = term.facts()
    term.rules(POINTS)
    said = term.grade()
    # Lesson 1 has 14 points now.
    expected = dict.fromkeys(STUDENTS, 24.0)
    # 6 + 3.2 + 4; 10 % of 14 a day.
    expected |= dict.fromkeys(STUDENTS[21:25], 23.2)
    expected |= {"s07": 14 + 9, "s21": 12.6 + 10, "s26": 12.6 + 10, "s27": 9.8 + 10}
    expected |= {"s28": 0, "s29": 14}
    assert term.points() == pytest.approx(expected)
    assert "29 gained since" in said and "(the rule changed)" in said
    assert term.facts() == before
    return expected


OVERRIDES = """
[[override]]
student = "s22"
function = "scale_images"
points = 4
reason = "the task did not say so"

[[override]]
student = "Student s27"
lesson = 1
waive_lateness = true
reason = "was ill"
"""


def overrides(term, expected):
    term.rules(POINTS + OVERRIDES)
    said = term.grade()
    expected |= {"s22": 24, "s27": 24}
    assert term.points() == pytest.approx(expected)
    assert "2 gained since" in said and "Student s27 +4.2 (an override)" in said
    rows = term.rows()
    assert rows["s22"]["overrides"] == "scale_images: 4 points (the task did not say so)"
    assert rows["s27"]["overrides"] == "lateness of lesson 01 waived (was ill)"
    assert "4 points in place of the 3.2 that its checks give" in term.feedback("s22")
    assert "This does not count. Why: was ill" in term.feedback("s27")
    return expected


def third_deadline(term, expected):
    text = (POINTS + OVERRIDES).replace("[1, 2]", "[1, 2, 3]")
    term.rules(text + "[weights]\n3 = 2\n")
    for student in STUDENTS[:20]:
        term.hand_in(student, days(13), build_mlp=RIGHT_3)
    term.hand_in("s08", days(15.5))
    term.grade()
    # 10 points, twice; two days late: 20 % of 20 points.
    expected |= {one: expected[one] + 20 for one in STUDENTS[:20]}
    expected["s08"] -= 4
    assert term.points() == pytest.approx(expected)
    row = term.rows()["s08"]
    assert (row["03_build_mlp"], row["max_points"], row["taken_off"]) == ("16.0", "44", "4.0")
    assert "This lesson counts 2 times." in term.feedback("s08")


def a_second_grader(term):
    """Give the work away under pseudonyms; a mark comes back for one of them."""
    before = term.points()
    term.grade("--anonymous")
    grades = term.folder / "grades"
    given = [path for path in sorted(grades.glob("anonymous/**/*")) if path.is_file()]
    seen = "".join(
        str(path) + path.read_text(encoding="utf-8") for path in given if path.suffix != ".zip"
    )
    assert not re.search(r"Student s\d\d|\bs\d\d\b|\b9\d\d\b", seen)
    with (grades / "pseudonyms.csv").open(newline="", encoding="utf-8") as file:
        by_name = {row["student"]: row["pseudonym"] for row in csv.DictReader(file)}
    assert len({*by_name.values()}) == 30
    text = (term.folder / "class.toml").read_text()
    mark = (
        f'[[override]]\nstudent = "{by_name["Student s09"]}"\nfunction = "build_mlp"\npoints = 5\n'
    )
    rules = text.replace("[weights]", mark + 'reason = "second grader"\n[weights]')
    term.rules(rules)
    said = term.grade("--anonymous")
    # 5 of 10 points, in a lesson that counts twice.
    assert "1 lost since" in said
    assert term.points() == pytest.approx(before | {"s09": before["s09"] - 10})
    assert term.rows()["s09"]["overrides"] == "build_mlp: 5 points (second grader)"
    term.rules(text)
    term.grade()
    assert term.points() == pytest.approx(before)


def two_runs_compared(term):
    kept = run_files(term.folder / "grades")
    assert len(kept) == 10
    said = term.run("compare", str(kept[0]), "grades", "--out", "all.csv").stdout
    assert "Student s30, all: – → 24" in said and "(not in the older run)" in said
    assert (term.folder / "all.csv").exists()
    assert "Nobody's points changed" in term.run("compare", str(kept[0]), str(kept[0])).stdout


def graded_again(term):
    before, facts = term.points(), term.facts()
    checks = term.course / "tests" / "lesson_01" / "test_load_data.py"
    text = checks.read_text(encoding="utf-8")
    name = "    def test_leaves_its_input_as_it_was(self, learner, rng):\n"
    assert text.count(name) == 2
    checks.write_text(text.replace(name, name + "        return\n"), encoding="utf-8")
    words = ["regrade", "submissions", "--sandbox", runs.SANDBOX, "--only", "923"]
    said = term.run(*words).stderr
    assert "1 gained since the mark that counts: Student s23 +0.8 (the check changed)" in said
    assert term.points() == before and term.facts() == facts
    term.run(*words, "--accept")
    assert term.points()["s23"] == pytest.approx(before["s23"] + 0.8)
