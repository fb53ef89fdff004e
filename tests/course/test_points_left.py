"""`docs/points_left.md` has a row for each mistake of the catalogue, and says what is measured."""

from fractions import Fraction

import pytest

from coursekit.authoring.judging import entries
from tests.course.points_left import PAGE, left_by, table


def test_the_page_has_a_row_for_each_mistake():
    mistakes = entries("mistakes")
    made = table(mistakes, {entry.path: Fraction(0) for entry in mistakes})
    assert _without_points(PAGE.read_text("utf-8").splitlines()) == _without_points(made)


def _without_points(lines):
    return sorted(line.rpartition(" | ")[0] for line in lines if line.startswith("| `"))


@pytest.mark.parametrize("mistake", ["scaled_to_minus_one", "min_max_of_the_array"])
def test_what_a_mistake_leaves_is_what_the_page_says(mistake):
    (entry,) = [one for one in entries("mistakes", "01") if one.path.stem == mistake]
    *_, row = table([entry], {entry.path: left_by(entry.path)})
    assert row in PAGE.read_text("utf-8").splitlines()
