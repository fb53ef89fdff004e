"""`course dev new` makes a lesson that works at once, and `course dev check` says what is still to write in it."""

import re
import shutil
import subprocess
import sys

import pytest

from coursekit.authoring.course_check import course_findings
from coursekit.authoring.new import PLACEHOLDERS, new_lesson
from coursekit.errors import CourseError
from coursekit.findings import STALE
from coursekit.manifest import tomllib


@pytest.fixture
def course(small_course, tmp_path):
    """Return a copy of the small course, to which a lesson may be added."""
    return shutil.copytree(small_course, tmp_path / "course")


def test_the_manifest_keeps_what_it_says_and_gets_an_entry(course):
    before = (course / "course.toml").read_text(encoding="utf-8")
    new_lesson(course, "3", "noise", [])
    after = (course / "course.toml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip()) and before.startswith("# The manifest")
    entry = tomllib.loads(after)["lessons"][-1]
    assert (entry["number"], entry["slug"]) == ("03", "noise")
    assert [function["signature"] for function in entry["functions"]] == ["noise(images)"]


def test_what_is_still_to_write_is_told_and_nothing_else(begun):
    found = course_findings(begun, "13")
    assert {one.rule for one in found} == {"todo", "no-alt", STALE}
    told = {str(one).partition(" [")[0] for one in found}
    for place in (
        "README.md:",
        "course.toml:",
        "docs/figures/make_figures_13.py:9: TODO: draw the idea.",
        "solutions/mnist_course/noise.py:1: TODO: what it is about.",
        "tests/lesson_13/test_noise.py:14: TODO: what to do.",
        "tests/course/mistakes/lesson_13/plot_2d_todo_5.py:1: TODO: a mistake",
        "tests/course/variants/lesson_13/add_noise_todo.py:1: TODO: a right answer",
        "solutions/13_noise.ipynb:",
    ):
        assert any(one.startswith(place) for one in told), place
    # Each task has its own, in its own line.
    places = [one.line for one in found if one.what == "TODO: what to look at."]
    assert len(set(places)) == 2
    (stale,) = [one for one in found if one.rule == STALE]
    assert (stale.path, stale.to_do) == (
        "solutions/13_noise.ipynb",
        "course dev execute 13 --data full",
    )


def test_the_skeleton_is_formatted_and_linted(begun):
    pytest.importorskip("ruff")
    files = [*begun.glob("**/noise.py"), *begun.glob("tests/**/lesson_13/*.py")]
    files.append(begun / "docs/figures/make_figures_13.py")
    for command in (("check",), ("format", "--check")):
        args = [sys.executable, "-m", "ruff", *command, "--no-cache", *files]
        run = subprocess.run(args, cwd=begun, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout


def test_once_the_rest_is_written_the_lesson_is_whole(written, dev):
    run = dev(written, "check", "13", "--seeds", "2")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Lesson 13 is whole." in run.stdout


def test_whatever_a_function_returns_its_skeleton_works(course, dev):
    kinds = [kind for kind in PLACEHOLDERS if kind not in ("model", "history", "tensor")]
    signatures = [f"give_{kind}(images, n) -> {kind}" for kind in kinds]
    new_lesson(course, "13", "noise", signatures)
    run = dev(course, "check", "13", "--seeds", "1")
    rules = set(re.findall(r" \[([a-z-]+)\]$", run.stdout, re.MULTILINE))
    assert rules == {"todo", "no-alt", "no-picture"}, run.stdout


@pytest.mark.parametrize(
    ("number", "slug", "names", "words"),
    [
        ("02", "noise", [], "02 is there"),
        ("1", "noise", [], "02 is there"),
        ("123", "noise", [], "123 is no lesson's number"),
        ("x", "noise", [], "0x is no lesson's number"),
        ("03", "load_data", [], "has load_data already"),
        ("03", "plot_digit", [], "has plot_digit already"),
        ("03", "noise", ["scale_images"], "has scale_images already"),
        ("03", "Noise", [], "'Noise' can't name"),
        ("03", "add-noise", [], "'add-noise' can't name"),
        ("03", "2d", [], "'2d' can't name"),
        ("03", "_noise", [], "'_noise' can't name"),
        ("03", "../noise", [], "'../noise' can't name"),
        ("03", "lambda", [], "'lambda' can't name"),
        ("03", "noise", ["f", "f"], "the same name"),
        ("03", "noise", ["stop"], "has stop already"),
        ("03", "noise", ["f(x -> array"], "is no function. Write it as in"),
        ("03", "noise", ["f(x) -> arrays"], "can't return 'arrays' here. Write one of array, "),
    ],
)
def test_a_name_that_cannot_be_is_a_sentence_and_writes_nothing(number, slug, names, words, course):
    before = sorted(course.rglob("*")), (course / "course.toml").read_bytes()
    with pytest.raises(CourseError, match=words):
        new_lesson(course, number, slug, names)
    assert before == (sorted(course.rglob("*")), (course / "course.toml").read_bytes())
