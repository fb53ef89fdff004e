"""What the runs that are kept say of a term, and the best of several attempts."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from fractions import Fraction

import pytest

pytest.importorskip("jinja2", reason="needs Jinja: pip install -e '.[grade]'")

from coursekit.checks.results import Status
from coursekit.grading.best_attempt import best_attempts
from coursekit.grading.class_rules import ClassRules, Late
from coursekit.grading.compare import changes
from coursekit.grading.formats.changes_csv import change_lines, changes_csv, gains_and_losses
from coursekit.grading.formats.class_page import class_page
from coursekit.grading.intake.submission import Submission
from coursekit.grading.kept_runs import keep_run, kept_runs, read_run, record_of
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.grading.run.task import Outcome
from coursekit.grading.score import Grade
from coursekit.grading.term_report import term_of
from tests.course.grading.made_up import CORE, all_right

RULES = ClassRules(CORE)
FIRST = all_right("x").results[0]


def grade(name: str, work: str, *, wrong: bool = False, **facts) -> Grade:
    """Return a grade for a work that is known by its text; what is wrong fails the first check."""
    outcome = all_right(name)
    if wrong:
        bad = replace(FIRST, status=Status.FAILED, message="no")
        outcome = replace(outcome, results=[bad, *outcome.results[1:]])
    return Grade(Submission(name, {"load_data.py": work.encode()}, **facts), outcome, RULES)


def term(*runs: list[Grade]):
    return term_of([record_of(grades) for grades in runs], runs[-1], CORE)


def test_runs_of_one_second_are_kept_in_their_order(tmp_path):
    when = "2027-01-10T12:00:00Z"
    for number in range(12):
        keep_run(tmp_path, {"when": when, "students": {}, "number": number})
    assert [one["number"] for one in kept_runs(tmp_path).records] == list(range(12))
    assert read_run(tmp_path)["number"] == 11


def test_a_check_is_counted_by_works_and_not_by_runs():
    found = term(
        [grade("ann", "1", wrong=True), grade("ben", "1", wrong=True)],
        # Ann's work is the same: no second try. Ben's is another, and as wrong.
        [grade("ann", "1", wrong=True), grade("ben", "2", wrong=True)],
        [grade("ann", "2"), grade("ben", "3"), grade("cy", "1", wrong=True)],
    )
    (check,) = found.checks
    assert (check.lesson, check.function, check.check) == (
        FIRST.lesson,
        FIRST.function,
        FIRST.check,
    )
    assert check.failed == {"ann": 1, "ben": 2, "cy": 1}
    assert check.passed & {"ann", "ben", "cy"} == {"ann", "ben"}
    assert check.before_passing == 1.5


def test_who_stopped_handed_in_nothing_new_while_others_did():
    def run(number: int) -> list[Grade]:
        stops = grade("stops", "1", wrong=True)
        done = grade("done", "1")
        return [grade(f"works{n}", f"{number}", wrong=True) for n in range(3)] + [stops, done]

    assert not term(run(1), run(2)).stopped
    assert [one.name for one in term(run(1), run(2), run(3)).stopped] == ["stops"]
    # Runs in which nobody handed in anything say nothing.
    assert not term(run(1), run(1), run(1), run(1)).stopped


def test_states_and_hints_are_counted():
    nothing = Submission("nell", problem=GradingProblem(GradingCode.NOTHING_HANDED_IN))
    pdf = Submission("paul", problem=GradingProblem(GradingCode.NO_PACKAGE, {"files": "a.pdf"}))
    died = Outcome("k", problem=GradingProblem(GradingCode.GRADER_FAILED, {"error": "OSError()"}))
    found = term(
        [
            grade("ann", "1", hints={"build_mlp": 3, "fit_model": 1}),
            grade("ben", "1", hints={"build_mlp": 1}),
            Grade(nothing, None, RULES),
            Grade(pdf, None, RULES),
            Grade(Submission("di", {"fit.py": b""}), died, RULES),
        ]
    )
    assert [(one.function, one.students, one.hints) for one in found.hints] == [
        ("build_mlp", 2, 4),
        ("fit_model", 1, 1),
    ]
    assert found.told_hints == 2
    names = [
        [one.name for one in found_ones]
        for found_ones in (found.missing, found.not_gradable, found.not_graded)
    ]
    assert names == [["nell"], ["paul"], ["di"]]


def test_nothing_stands_out_only_when_nothing_does():
    nothing = Grade(
        Submission("Nix, Nell", problem=GradingProblem(GradingCode.NOTHING_HANDED_IN)), None, RULES
    )
    fine = [grade("Ito, Ann", "1"), grade("Ode, Ben", "1")]
    assert "Nothing stands out" in class_page(fine, CORE, 1)
    page = class_page([*fine, nothing], CORE, 1)
    assert "Nothing stands out" not in page and "1 student handed in nothing" in page


def test_names_in_a_list_are_told_apart():
    twins = [
        replace(one, submission=replace(one.submission, student={"name": "Ito, Ann", "id": number}))
        for one, number in ((grade("a", "1", wrong=True), "7"), (grade("b", "2", wrong=True), "8"))
    ]
    page = class_page(twins, CORE, 1)
    assert "Ito, Ann (7)</bdi></a>; " in page and "Ito, Ann (8)" in page


def test_of_several_attempts_the_one_with_most_points_counts():
    def attempt(name: str, label: str, wrong: bool) -> Grade:
        return grade(name, label, wrong=wrong, label=label, attempt_of="ann")

    newest, older = attempt("ann", "2.zip", True), attempt("ann, 1.zip", "1.zip", False)
    (best,) = best_attempts([newest, older])
    assert best.points == older.points > newest.points
    assert best.submission.name == "ann"
    assert "1.zip counts: it has the most points. Not counted: 2.zip" in best.notes[0]
    # Of equal ones the newest.
    (best,) = best_attempts([attempt("ann", "2.zip", False), older])
    assert best.submission.label == "2.zip"
    assert len(best_attempts([newest, older, grade("ben", "1")])) == 2


def recorded(points: int, *wrong: str):
    """Return the record of a run in which lesson 1's first function is worth so much."""
    lesson = CORE.lessons[0]
    first = replace(lesson.functions[0], points=points)
    lessons = (replace(lesson, functions=(first, *lesson.functions[1:])), *CORE.lessons[1:])
    rules = ClassRules(replace(CORE, lessons=lessons))
    names = ("ann", "ben", "cy", "di")
    grades = [grade(name, "1", wrong=name in wrong) for name in names]
    return record_of([replace(one, rules=rules) for one in grades])


def test_a_rule_that_changed_for_many_is_told_once():
    found = changes(recorded(2), recorded(4, "di"))
    lines = change_lines(found)
    assert lines[0] == "4 students, lesson 01 (the rule changed)"
    assert lines[1:4] == [
        f"{name}, all: 70 → 72 (the rule changed)" for name in ("ann", "ben", "cy")
    ]
    # Di's failed check is told; that the others of this function are worth more is the rule's.
    assert any(line.startswith(f"di, 01 {FIRST.function}, {FIRST.check}") for line in lines)
    (gained,) = gains_and_losses([one for one in found if one.student != "di"], "yesterday")
    assert gained == "3 gained since yesterday: 3 students +2 (the rule changed)"


def test_a_rule_that_changed_for_one_is_told_as_it_is():
    old, new = recorded(2), recorded(4)
    for record in (old, new):
        record["students"] = {"ann": record["students"]["ann"]}
    lines = change_lines(changes(old, new))
    assert all(line.startswith("ann, ") for line in lines) and len(lines) > 2
    (gained,) = gains_and_losses(changes(old, new), "yesterday")
    assert gained == "1 gained since yesterday: ann +2 (the rule changed)"


def test_numbers_that_are_equal_are_not_told():
    when = datetime(2027, 1, 15, tzinfo=timezone.utc)
    rules = ClassRules(CORE, due={"01": when})

    def run(days: int, worth: int):
        late = grade("ann", "1", wrong=True, handed_in=when + timedelta(days=days))
        record = record_of([replace(late, rules=rules)])
        # What a failed check would be worth makes no difference.
        (check,) = (
            c for c in record["students"]["ann"]["checks"].values() if c["status"] == "failed"
        )
        check["worth"] = worth
        return record

    found = changes(run(0, 1), run(2, 2))
    assert change_lines(found) == [
        "ann, 01, lateness: 0 days late → 2 days late (another time of handing in)"
    ]
    assert "-0" not in changes_csv(found)
    assert changes(run(0, 1), run(0, 2)) == []


def test_another_time_for_the_same_work_is_not_handing_in_again():
    when = datetime(2027, 1, 15, tzinfo=timezone.utc)
    rules = ClassRules(CORE, due={"01": when}, late=Late(Fraction(5), 3))
    early, late = (
        record_of([replace(grade("ann", "1", handed_in=time), rules=rules)])
        for time in (when, when + timedelta(days=2))
    )
    lateness, total = changes(early, late)
    assert (lateness.new, lateness.new_points) == ("2 days late", -1.0)
    assert (lateness.why, total.why) == ("another time of handing in",) * 2
