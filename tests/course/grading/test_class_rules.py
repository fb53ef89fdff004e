"""`class.toml`: what it says, and how a mistake in it is told."""

import re
from datetime import datetime, timedelta, timezone
from fractions import Fraction

import pytest
from typer.testing import CliRunner

from coursekit.cli import app
from coursekit.errors import CourseError
from coursekit.grading.class_rules import Late, Override, read_rules
from coursekit.grading.new_class import class_text, write_class_file
from coursekit.grading.toml_lines import line_of
from coursekit.manifest import load_manifest

DUE = datetime(2027, 1, 15, 23, 59, tzinfo=timezone(timedelta(hours=1)))
WHOLE = """roster = "gradebook.csv"
assignment = "Digits"
lessons = [1, "3-4", "compile"]
attempt = "first"
missing = "zero"
accept_notebooks = true

[points]
scale_images = 5.5

[weights]
3 = 2
"04" = 0.5
"build_mlp: follows n classes" = 3

[due]
all = 2027-01-15T23:59:00+01:00
build_mlp = 2027-01-16T23:59:00+01:00

[late]
points_per_day = 2.5
at_most_days = 3

[extensions]
s106 = 2027-01-20T23:59:00Z
[extensions."Ito, Ann"]
3 = 2027-01-25T23:59:00Z

[[override]]
student = "s101"
function = "build_mlp"
points = 8
reason = "right idea, told in the oral"

[[override]]
student = "s102"
lesson = "03"
waive_lateness = true
reason = "was ill"
"""


def read(tmp_path, text):
    file = tmp_path / "class.toml"
    file.write_text(text, encoding="utf-8")
    (tmp_path / "gradebook.csv").touch()
    return read_rules(file)


def test_all_that_can_be_said_is_read(tmp_path):
    rules = read(tmp_path, WHOLE)
    assert [lesson.number for lesson in rules.manifest.lessons] == ["01", "03", "04"]
    # 2 + 5.5 + 4; 10 x 2; 10 x 0.5.
    assert [lesson.points for lesson in rules.manifest.lessons] == [11.5, 20, 5]
    assert rules.roster == tmp_path / "gradebook.csv" and rules.assignment == "Digits"
    assert (rules.attempt, rules.missing_is_zero, rules.accept_notebooks) == ("first", True, True)
    assert rules.check_weights == {("build_mlp", "follows n classes"): 3}
    assert rules.due == {"01": DUE, "03": DUE + timedelta(days=1), "04": DUE}
    assert rules.late == Late(Fraction(5, 2), 3)
    assert {name: [*given] for name, given in rules.extensions.items()} == {
        "s106": ["all"],
        "Ito, Ann": ["03"],
    }
    assert rules.overrides == (
        Override("s101", "right idea, told in the oral", "build_mlp", Fraction(8)),
        Override("s102", "was ill", lesson="03"),
    )


def test_an_empty_file_grades_the_core_lessons_as_the_course_says(tmp_path):
    rules = read(tmp_path, "")
    assert rules.manifest.lessons == load_manifest().core
    assert not rules.due and not rules.late.points_per_day and not rules.missing_is_zero


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('attempt = "first"', 'attempt = "last"', 4, 'attempt is "newest" or "best" or "first"'),
        ('missing = "zero"', "missing = 0", 5, 'missing is "blank" or "zero"'),
        ("accept_notebooks = true", 'accept_notebooks = "yes"', 6, "false or true"),
        ('lessons = [1, "3-4", "compile"]', "lessons = [1, 99]", 3, "no lesson '99'"),
        ("scale_images = 5.5", "scale_image = 5.5", 9, "Did you mean scale_images"),
        ("scale_images = 5.5", "scale_images = -1", 9, "0 or more"),
        ('"04" = 0.5', "99 = 0.5", 13, "no lesson '99'"),
        ("follows n classes", "follows classes", 14, "has no check “follows classes”"),
        ("all = 2027-01-15T23:59:00+01:00", "all = 2027-01-15T23:59:00", 17, "no time zone"),
        ("all = 2027-01-15T23:59:00+01:00", "all = 2027-01-15", 17, "no date with a time"),
        ("all = 2027-01-15T23:59:00+01:00", 'all = "Friday"', 17, "no date with a time"),
        ("points_per_day = 2.5", "points_per_day = 250", 21, "at most 100"),
        ("points_per_day = 2.5", "points_a_day = 2.5", 21, "[late] has no points_a_day"),
        ("at_most_days = 3", "at_most_days = 1.5", 22, "a whole number"),
        ("s106 = 2027-01-20T23:59:00Z", "s106 = 2027-01-20T23:59:00", 25, "no time zone"),
        ("3 = 2027-01-25T23:59:00Z", "3 = 2027-01-25T23:59:00", 27, "no time zone"),
        ("points = 8", "points = 80", 32, "has 10 points"),
        ("points = 8\n", "", 29, "points and function belong together"),
        ('function = "build_mlp"', 'function = "build"', 31, "no function build"),
        ('reason = "was ill"', "", 35, "needs reason"),
        ("waive_lateness = true\n", "", 35, "needs function and points"),
        ('student = "s102"', "student = 102", 36, "in quotes"),
        ("[[override]]", "[override]", 29, "in two brackets"),
        ('roster = "gradebook.csv"', "rooster = 1", 1, "no setting rooster. Did you mean roster?"),
        ('roster = "gradebook.csv"', 'roster = "no.csv"', 1, "the roster no.csv is missing"),
        ('assignment = "Digits"', "assignment = 5", 2, "write assignment in quotes"),
        ("points = 8", "points_ = 8", 32, "an override has no points_. Did you mean points?"),
        ('student = "s101"', 'studnet = "s101"', 30, "Did you mean student?"),
        ('function = "build_mlp"', "function = 8", 31, "write function in quotes"),
        ("scale_images = 5.5", "x = 5.5", 9, "no function x. course.toml lists them."),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, old, new, line, said):
    assert old in WHOLE
    text = WHOLE.replace(old, new)
    if new == "[override]":
        # The second one would be no TOML.
        text = text[: text.rindex(new)]
    with pytest.raises(CourseError) as caught:
        read(tmp_path, text)
    told = str(caught.value).splitlines()
    assert told[0].startswith(f"{tmp_path / 'class.toml'}, line {line}: ") and said in told[0], told
    assert len(told) == 1, told


def test_what_only_follows_from_a_misspelt_name_is_not_told(tmp_path):
    override = '[[override]]\nstudent = "a"\nfunction = "build_mlp"\npoints = 12\nreason = "x"\n'
    for table in ("[points]\nbuild_mpl = 12\n", "[point]\nbuild_mlp = 12\n"):
        with pytest.raises(CourseError) as caught:
            read(tmp_path, table + override)
        (line,) = str(caught.value).splitlines()
        assert re.search("Did you mean (build_mlp|points)", line), line
    with pytest.raises(
        CourseError, match="line 4: build_mlp has 10 points: no override gives more"
    ):
        read(tmp_path, override)


def test_several_mistakes_are_told_at_once(tmp_path):
    with pytest.raises(CourseError) as caught:
        read(tmp_path, 'attempt = "x"\n[due]\nall = 1\n99 = 2\n')
    lines = [line.split(", line ")[1].split(":")[0] for line in str(caught.value).splitlines()]
    assert lines == ["1", "3", "4"]


def test_what_is_no_toml_is_told_with_its_line(tmp_path):
    with pytest.raises(CourseError, match=r"not valid TOML: .*line 2"):
        read(tmp_path, "lessons = [1]\nlate = = 3\n")


def test_lines_are_found_in_tables_of_every_form():
    text = 'a = 1\nlate = {x = 1}\n[ due ]\n"all" = 2\n[[o]]\nk = 1\n[[o]]\nj = 1\nk = 2\n'
    assert line_of(text, "", "a") == 1
    assert line_of(text, "late", "x") == 2
    assert line_of(text, "due", "all") == 4
    assert [line_of(text, "o", "k", n) for n in (0, 1)] == [6, 9]
    assert line_of(text, "o", "missing", 1) == 7
    assert line_of(text, "nowhere", "x") == 1


def test_a_new_file_can_be_read_as_it_is_and_with_its_examples(tmp_path):
    roster = tmp_path / "class list.csv"
    roster.write_text('name,login\n"Ito, Ann",s7\n', encoding="utf-8")
    file = tmp_path / "class.toml"
    write_class_file(roster, file)
    rules = read_rules(file)
    assert rules.roster == roster and rules.manifest.lessons == load_manifest().core
    text = file.read_text(encoding="utf-8")
    examples = "\n".join(
        line.removeprefix("# ") if " = " in line or line.startswith("# [") else line
        for line in text.splitlines()
    )
    file.write_text(examples, encoding="utf-8")
    rules = read_rules(file)
    assert rules.overrides and rules.due and rules.late.points_per_day == 5
    assert [*rules.extensions] == ["s7", "s106"]


@pytest.mark.parametrize(
    "name", ["a\n[[override]]", "a\x7f", "a\x85", "a\u2028[[x]]", '"', "\\", "{x}"]
)
def test_a_new_file_can_be_read_whatever_students_are_called(name, tmp_path):
    file = tmp_path / "class.toml"
    file.write_text(class_text(load_manifest(), None, file, [name]), encoding="utf-8")
    assert not read_rules(file).overrides


def test_a_file_is_never_written_over(tmp_path):
    file = tmp_path / "class.toml"
    file.write_text("# mine\n")
    with pytest.raises(CourseError, match="is there already"):
        write_class_file(None, file)
    assert file.read_text() == "# mine\n"


@pytest.mark.parametrize(
    ("student", "said"),
    [
        ("Smith, John", "line 3: 2 are called Smith, John.\n→ Write the login or an id."),
        ("Nobody", "line 3: there is no student Nobody."),
        ("s1", ""),
    ],
)
def test_whom_a_rule_is_for_is_never_guessed(student, said, tmp_path, monkeypatch):
    roster = 'login,name\ns1,"Smith, John"\ns2,"Smith, John"\n'
    (tmp_path / "roster.csv").write_text(roster, encoding="utf-8")
    rules = f'roster = "roster.csv"\n[extensions]\n"{student}" = 2027-01-20T23:59:00+01:00\n'
    (tmp_path / "class.toml").write_text(rules, encoding="utf-8")
    package = tmp_path / "submissions" / "s1" / "mnist_course"
    package.mkdir(parents=True)
    (package / "fit.py").write_text("x = 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke(app, ["grade", "submissions", "--dry-run", "--sandbox", "none"])
    assert run.exit_code == (2 if said else 0), run.output
    assert said in run.output
