"""`course dev new` makes a lesson that works at once, and `course dev check` says what is still to write in it."""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from coursekit.authoring.new import new_lesson
from coursekit.errors import CourseError
from coursekit.manifest import tomllib


@pytest.fixture
def course(small_course, tmp_path):
    """Return a copy of the small course, to which a lesson may be added."""
    return shutil.copytree(small_course, tmp_path / "course")


def _run(course, *args):
    return subprocess.run(
        [sys.executable, *args],
        cwd=course,
        env={**os.environ, "PYTHONPATH": str(course), "MNIST_COURSE_DATA": "sample"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def _dev(course, *args):
    return _run(course, "-c", "from coursekit.cli import main; main()", "dev", *args)


NAMES = ("add_noise", "plot_2d")


@pytest.fixture(scope="module")
def begun(small_course, tmp_path_factory):
    """Return a course with the skeleton of a third lesson in it, built. A test that changes it copies it."""
    course = shutil.copytree(small_course, tmp_path_factory.mktemp("begun") / "course")
    run = _dev(course, "new", "13", "noise", *(f"--function={name}" for name in NAMES))
    assert run.returncode == 0, run.stderr
    assert "README" in run.stdout and "course dev check" in run.stdout
    assert _dev(course, "build").returncode == 0
    return course


def test_the_manifest_keeps_what_it_says_and_gets_an_entry(course):
    before = (course / "course.toml").read_text(encoding="utf-8")
    new_lesson(course, "3", "noise", [])
    after = (course / "course.toml").read_text(encoding="utf-8")
    assert after.startswith(before) and before.startswith("# The manifest")
    entry = tomllib.loads(after)["lessons"][-1]
    assert (entry["number"], entry["slug"]) == ("03", "noise")
    assert [function["signature"] for function in entry["functions"]] == ["noise(images)"]


def test_all_that_is_still_to_write_is_told(begun):
    run = _dev(begun, "check", "--fast")
    assert run.returncode == 1
    for words in (
        "course.toml, line ",
        "README.md: the table of lessons lacks the row | [13 ",
        "solutions/mnist_course/noise.py, line 1: TODO: what it is about.",
        "tests/lesson_13/test_noise.py, line 15: TODO: what to do.",
        "tests/course/mistakes/lesson_13/ has 1 mistakes of plot_2d. Write at least 5.",
        "tests/course/mistakes/lesson_13/plot_2d_todo.py, line 1: TODO: a mistake",
        "tests/course/variants/lesson_13/add_noise_todo.py, line 1: TODO: a right answer",
        "solutions/13_noise.ipynb: the picture ../docs/figures/13_result.png does not exist",
        "solutions/13_noise.ipynb: was not executed",
        "solutions/13_noise.ipynb: TODO: each demand with its reason.",
    ):
        assert words in run.stdout
    for silent in ("sections", "tagged", "no class", "assertion", "stale", "variants of"):
        assert silent not in run.stdout, run.stdout


def test_the_skeleton_is_formatted_and_linted(begun):
    pytest.importorskip("ruff")
    files = [*begun.glob("**/noise.py"), *begun.glob("tests/**/lesson_13/*.py")]
    for command in (("check",), ("format", "--check")):
        run = _run(begun, "-m", "ruff", *command, "--no-cache", *files)
        assert run.returncode == 0, run.stdout


def test_once_the_rest_is_written_everything_passes(begun, tmp_path):
    course = shutil.copytree(begun, tmp_path / "course")
    _write_the_rest(course)
    for args in (("build",), ("execute", "13", "--data", "sample"), ("build",)):
        run = _dev(course, *args)
        assert run.returncode == 0, run.stderr
    run = _dev(course, "check")
    assert run.returncode == 0, run.stdout + run.stderr
    catalogue = (
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "tests/course/test_catalogue.py",
        "-k",
        "13-",
    )
    run = _run(course, *catalogue)
    assert (
        "Catalogue: 10 of 10 mistakes rejected for the right reason, 2 of 2 variants passed"
        in run.stdout
    )


def _write_the_rest(course):
    key = "13_noise"
    for file in ("result", "idea"):
        shutil.copy(course / "docs/figures/01_idea.png", course / f"docs/figures/13_{file}.png")
    for name in NAMES:
        first = course / f"tests/course/mistakes/lesson_13/{name}_todo.py"
        for number in range(4):
            shutil.copy(first, first.with_name(f"{name}_{number}.py"))
    path = course / "solutions" / f"{key}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].metadata["figure"]["alt"] = "A figure."
    nbformat.write(notebook, path)
    path.write_text(
        path.read_text(encoding="utf-8").replace("![]", "![A figure.]"), encoding="utf-8"
    )
    written = [path, course / "course.toml", *course.glob("solutions/mnist_course/noise.py")]
    for path in [*written, *course.glob("tests/**/lesson_13/*.py")]:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("TODO: ", ""), encoding="utf-8")
    functions = ", ".join(f"`{name}`" for name in NAMES)
    row = f"\n| [13 a few words](lessons/{key}.ipynb) | {functions} | something |\n"
    with (course / "README.md").open("a", encoding="utf-8") as readme:
        readme.write(row)


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
    ],
)
def test_a_name_that_cannot_be_is_a_sentence_and_writes_nothing(number, slug, names, words, course):
    before = sorted(course.rglob("*")), (course / "course.toml").read_bytes()
    with pytest.raises(CourseError, match=words):
        new_lesson(course, number, slug, names)
    assert before == (sorted(course.rglob("*")), (course / "course.toml").read_bytes())
