"""What is said of a function in which something is wrong: the first mistake, and what is right already."""

import pytest

from coursekit.checks.html import NotebookReport
from coursekit.checks.result_lines import function_entries, report_lines
from coursekit.checks.results import CheckResult, Status
from coursekit.manifest import load_manifest


def results(*checks, status=Status.FAILED):
    """Return results of a function whose last check did not pass."""
    *passed, last = checks
    return [
        *(CheckResult("01", "scale_images", check, Status.PASSED) for check in passed),
        CheckResult("01", "scale_images", last, status, "It is 7.\n→ Make it 8."),
    ]


@pytest.mark.parametrize(
    ("checks", "line"),
    [
        (["keeps <b>", "makes 0"], "already right: keeps <b> (1 of 2)"),
        (["a", "b", "c", "d"], "already right: a, b, c (3 of 4)"),
        (["x" * 40, "y" * 40, "z" * 40, "d"], f"already right: {'x' * 40} and 2 more (3 of 4)"),
        (["x" * 99, "d"], "already right: 1 of 2 checks"),
        (["d"], ""),
    ],
)
def test_what_is_right_already_is_one_short_line_in_every_view(checks, line):
    found = results(*checks)
    (entry,) = function_entries(found)
    assert entry.right == line
    assert len(line) <= 100
    shown = [text for text, _ in report_lines(found, load_manifest())]
    assert shown[2] == "   → Make it 8."
    assert shown[3:4] == ([f"   {line}"] if line else [])
    page = NotebookReport([entry], [])._repr_html_()
    assert page.count("already right") == (1 if line else 0)
    assert "<b>" not in page


@pytest.mark.parametrize("status", [Status.NOT_STARTED, Status.WAITING])
def test_nothing_is_right_of_what_was_not_judged(status):
    (entry,) = function_entries(results("a", "b", status=status))
    assert entry.right == ""


def test_every_check_has_its_own_line_where_all_are_shown():
    assert not any(entry.right for entry in function_entries(results("a", "b"), verbose=True))
