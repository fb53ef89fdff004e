"""Points by the rules: checks, override, lateness, weights, rounded once. Every number is computed by hand."""

from datetime import datetime, timedelta, timezone
from fractions import Fraction

import pytest

from coursekit.checks.results import CheckResult, Status
from coursekit.grading.class_rules import ClassRules, Late, Override
from coursekit.grading.intake.submission import Submission
from coursekit.grading.points import check_points, days_late, earned_share, rounded
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.grading.run.task import Outcome
from coursekit.grading.score import Grade
from coursekit.manifest import Function, Lesson, Manifest
from coursekit.worker.names import Code

DUE = datetime(2027, 1, 15, 23, 59, tzinfo=timezone(timedelta(hours=1)))
DAY = timedelta(days=1)


def one_lesson(points=(10,)) -> Manifest:
    """Return a course of one lesson with functions f0, f1, … of three checks each."""
    functions = tuple(
        Function(f"f{n}", "load", "01", f"f{n}()", "any", worth, ())
        for n, worth in enumerate(points)
    )
    return Manifest("One lesson", (Lesson("01", "load", "Load", "Load.", 5, functions, "Yes."),))


def checks(*passed: bool, function="f0", without=1.0) -> list[CheckResult]:
    """Return a function's checks; `without` is for the first of them."""
    return [
        CheckResult(
            *("01", function, f"demand {n}"),
            Status.PASSED if ok else Status.FAILED,
            without_it=1.0 if n else without,
        )
        for n, ok in enumerate(passed)
    ]


def grade(results, handed_in=None, course=None, called="s1", **rules) -> Grade:
    course = course or one_lesson()
    submission = Submission(called, {"load.py": b""}, handed_in=handed_in)
    return Grade(submission, Outcome("k", results), ClassRules(course, **rules))


@pytest.mark.parametrize(
    ("passed", "without", "share"),
    [
        ((True, True, True), 1.0, 1),
        ((True, True, False), 1.0, Fraction(2, 3)),
        ((True, False, False), 1.0, 0),  # Less than half.
        ((True, False), 1.0, Fraction(1, 2)),  # Just half.
        ((False, True, True), 0.0, 0),
        ((False, True, True), 0.3, Fraction(3, 10)),
        ((False, True, True), 0.9, Fraction(2, 3)),  # A limit gives nothing.
        ((True, True, False), 0.3, Fraction(2, 3)),  # It passed.
        ((), 1.0, 0),
    ],
)
def test_a_function_earns_the_share_of_its_checks(passed, without, share):
    assert earned_share(checks(*passed, without=without)) == share


def test_weights_change_the_share_of_a_check():
    results = checks(True, False, True)
    assert earned_share(results, {"demand 0": Fraction(3)}) == Fraction(4, 5)
    assert earned_share(results, {"demand 1": Fraction(0)}) == 1
    assert earned_share(results, {"demand 1": Fraction(3)}) == 0  # 2 of 5: less than half.


def test_a_forgery_takes_all():
    forged = CheckResult("01", "f0", "x", Status.FAILED, code=Code.WEIGHTS_NOT_OF_LAYERS)
    assert earned_share([*checks(True, True, True), forged]) == 0


def test_what_checks_gave_adds_up_to_what_was_earned():
    results = checks(False, True, True, without=0.3)
    given = check_points(results, Fraction(10), {})
    # 10/3 each; 20/3 passed, and 3 are left of it: 3/2 each.
    assert given["demand 0"] == (Fraction(10, 3), 0)
    assert given["demand 1"] == given["demand 2"] == (Fraction(10, 3), Fraction(3, 2))


@pytest.mark.parametrize(
    ("points", "shown"), [("2.345", "2.35"), ("2.344", "2.34"), ("0.005", "0.01"), ("2.5", "2.5")]
)
def test_points_are_rounded_half_up(points, shown):
    assert rounded(Fraction(points)) == Fraction(shown)


def test_a_lesson_is_rounded_once():
    # 10/3 x 3 = 10: thrice 3.33 would be 9.99.
    results = [r for n in range(3) for r in checks(True, True, False, function=f"f{n}")]
    assert grade(results, course=one_lesson((5, 5, 5))).points == 10


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (-DAY, 0),
        (timedelta(), 0),
        (timedelta(seconds=1), 1),
        (DAY, 1),
        (DAY + timedelta(microseconds=1), 2),
        (3 * DAY, 3),
    ],
)
def test_lateness_counts_days_begun(after, days):
    assert days_late(DUE + after, DUE) == days
    assert days_late((DUE + after).astimezone(timezone.utc), DUE) == days


def test_an_unknown_time_is_not_late_and_is_listed():
    one = grade(checks(True, True, True), due={"01": DUE}, late=Late(Fraction(50)))
    assert one.points == 10
    assert "Nobody knows when it was handed in" in " ".join(one.notes)
    assert not grade(checks(True, True, True)).notes


@pytest.mark.parametrize(
    ("days", "points"), [(0, 6.67), (1, 6.17), (2, 5.67), (3, 5.17), (4, 0), (400, 0)]
)
def test_each_day_takes_percent_of_the_maximum_and_then_all(days, points):
    # 2 of 3 checks: 6.666…; 5 % of 10 points a day.
    results = checks(True, True, False)
    rules = {"due": {"01": DUE}, "late": Late(Fraction(5), 3)}
    assert grade(results, DUE + days * DAY, **rules).points == points


def test_points_are_never_below_zero():
    rules = {"due": {"01": DUE}, "late": Late(Fraction(40))}
    one = grade(checks(True, True, False), DUE + 2 * DAY, **rules)
    assert (one.points, one.taken_off, one.days_late) == (0, 6.67, 2)


def test_the_later_of_due_date_and_extension_counts():
    late = {"due": {"01": DUE}, "late": Late(Fraction(10))}
    handed_in, full = DUE + 3 * DAY, checks(True, True, True)
    assert grade(full, handed_in, **late).points == 7
    for given, points in (
        ({"S1": {"all": DUE + 2 * DAY}}, 9),
        ({"s1": {"01": DUE + 3 * DAY}}, 10),
        ({"s1": {"02": DUE + 3 * DAY}}, 7),
        ({"s1": {"all": DUE + 9 * DAY, "01": DUE + DAY}}, 8),  # The lesson's own.
        ({"s1": {"all": DUE - 5 * DAY}}, 7),  # Earlier than the due date.
        ({"s2": {"all": DUE + 9 * DAY}}, 7),
    ):
        assert grade(full, handed_in, extensions=given, **late).points == points, given


def test_an_override_replaces_a_functions_points_before_lateness_and_weights():
    told = Override("s1", "told in the oral", "f0", Fraction(8))
    rules = {"overrides": (told,), "due": {"01": DUE}, "late": Late(Fraction(10))}
    assert grade(checks(True, False, False), overrides=(told,)).points == 8
    assert grade(checks(True, True, True), overrides=(told,)).points == 8
    assert grade(checks(True, True, True), DUE + DAY, **rules).points == 7
    # Weight 2: (8 - 10 % of 10) x 2. The course's points are those that count: 20.
    weighted = {"course": one_lesson((20,)), "weights": {"01": Fraction(2)}}
    assert grade(checks(True, True, True), DUE + DAY, **rules, **weighted).points == 14


def test_the_last_override_counts_and_others_students_have_none():
    two = (Override("s1", "first", "f0", Fraction(8)), Override("s1", "then", "f0", Fraction(3)))
    assert grade(checks(True, True, True), overrides=two).points == 3
    assert grade(checks(True, True, True), overrides=two, called="s2").points == 10


@pytest.mark.parametrize(("lesson", "points"), [("01", 10), ("all", 10), ("02", 8)])
def test_an_override_can_waive_lateness(lesson, points):
    rules = {"due": {"01": DUE}, "late": Late(Fraction(20))}
    waived = Override("s1", "was ill", lesson=lesson)
    one = grade(checks(True, True, True), DUE + DAY, overrides=(waived,), **rules)
    assert (one.points, one.days_late) == (points, 1)


def test_who_handed_in_nothing_has_no_points_unless_the_class_says_zero():
    nothing = Submission("s1", problem=GradingProblem(GradingCode.NOTHING_HANDED_IN))
    unreadable = Submission("s1", problem=GradingProblem(GradingCode.LINK))
    zero = ClassRules(one_lesson(), missing_is_zero=True)
    assert Grade(nothing, None, ClassRules(one_lesson())).points is None
    assert Grade(nothing, None, zero).points == 0
    assert Grade(unreadable, None, zero).points is None
    told = (Override("s1", "shown on paper", "f0", Fraction(4)),)
    assert Grade(unreadable, None, ClassRules(one_lesson(), overrides=told)).points == 4


def test_what_could_not_be_graded_has_no_points_not_even_by_an_override():
    died = Outcome("k", problem=GradingProblem(GradingCode.GRADER_FAILED, {"error": "OSError()"}))
    rules = ClassRules(one_lesson(), overrides=(Override("s1", "x", "f0", Fraction(4)),))
    assert Grade(Submission("s1", {"load.py": b""}), died, rules).points is None


def test_work_that_was_there_before_is_as_late_as_it_was_then():
    submission = Submission("s1", {"load.py": b""}, handed_in=DUE + 9 * DAY)
    rules = ClassRules(one_lesson(), due={"01": DUE}, late=Late(Fraction(10)))
    outcome = Outcome("k", checks(True, True, True))
    assert Grade(submission, outcome, rules).points == 1
    assert Grade(submission, outcome, rules, {"01": DUE - DAY}).points == 10
