"""What `course grade --dry-run` says before anything is run."""

from datetime import datetime, timedelta, timezone
from fractions import Fraction

from coursekit.grading.class_rules import ClassRules, Late, Override
from coursekit.grading.formats.plan_told import plan_told
from coursekit.grading.intake.submission import Submission
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.grading.score import Grade
from tests.course.grading.made_up import CORE, NO_PACKAGE

DUE = datetime(2027, 1, 15, tzinfo=timezone.utc)
RULES = ClassRules(
    CORE,
    due={"01": DUE, **dict.fromkeys(("03", "04"), DUE + timedelta(days=7))},
    late=Late(Fraction(5), 3),
    overrides=(Override("cy", "was ill", lesson="01"),),
)


def grade(name, days=None, **facts):
    time = None if days is None else DUE + timedelta(days=days)
    facts = {"files": {"fit.py": b"1"}, "handed": ("c.zip",), **facts}
    return Grade(Submission(name, handed_in=time, **facts), None, RULES)


def absent(name):
    problem = GradingProblem(GradingCode.NOTHING_HANDED_IN)
    return grade(name, files={}, handed=(), problem=problem)


def test_who_handed_in_comes_first_with_what_lateness_would_cost():
    marked = (GradingProblem(GradingCode.LATE_BY_PLATFORM),)
    grades = [
        *(absent("aa"), grade("ann", 1.5), grade("ben", -1), grade("cy", 1)),
        *(grade("di", 30), grade("eve", notes=marked), grade("fay", files={}, problem=NO_PACKAGE)),
        absent("zoe"),
    ]
    would_run = {"ann": ["01", "03"]}
    assert list(plan_told(grades, would_run)) == [
        *("ann", "  handed in: 2027-01-16 12:00+00:00"),
        "  late: 2 days, lesson 01: it costs 1 point at most",
        *("  files: fit.py", "  would run: lessons 01, 03"),
        *("ben", "  handed in: 2027-01-14 00:00+00:00", "  files: fit.py", "  would run: nothing"),
        *("cy", "  handed in: 2027-01-16 00:00+00:00", "  late: 1 day, lesson 01: waived"),
        *("  files: fit.py", "  would run: nothing"),
        *("di", "  handed in: 2027-02-14 00:00+00:00"),
        # More than 3 days: all.
        "  late: 30 days, lesson 01: it costs 10 points at most",
        "  late: 23 days, lessons 03, 04: it costs 20 points at most",
        *("  files: fit.py", "  would run: nothing"),
        *("eve", "  handed in: nobody knows when"),
        "  late: The platform marks it as late, and does not say by how much.",
        *("  files: fit.py", "  would run: nothing"),
        *("fay", "  handed in: nobody knows when", "  files: none", f"  {NO_PACKAGE.sentence}"),
        "nothing handed in, 2: aa; zoe",
    ]


def test_of_many_absent_ones_some_are_named():
    (line,) = plan_told([absent(f"s{n}") for n in range(33)], {})
    assert line.startswith("nothing handed in, 33: s0; s1; ") and line.endswith("s11; and 21 more")
