"""What the learner gets is made from what the author writes, and nothing edited is lost."""

import json
import shutil

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from typer.testing import CliRunner

from coursekit import mnist
from coursekit.authoring.build import build, stale_findings
from coursekit.authoring.course_check import course_findings
from coursekit.authoring.dev_commands import dev
from coursekit.authoring.execute import as_seen, execute
from coursekit.errors import CourseError
from coursekit.findings import STALE, line_of
from coursekit.manifest import ROOT, load_manifest
from coursekit.source import stub_of


@pytest.fixture(scope="module")
def built_course(tmp_path_factory):
    """Return a copy of the course, freshly built."""
    folder = tmp_path_factory.mktemp("course")
    for name in (
        "solutions",
        "tests",
        "docs",
        "mnist_course",
        "lessons",
        "benchmarks",
        "coursekit",
    ):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("course.toml", "README.md", "CONTRIBUTING.md", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    build(folder, force=True)
    return folder


@pytest.fixture
def course(built_course, tmp_path):
    """Return a copy of the built course that a test may damage."""
    return shutil.copytree(built_course, tmp_path / "course")


def test_a_stub_has_a_todo_in_place_of_the_solution():
    reference = "def f():\n    ### BEGIN SOLUTION\n    return 42\n    ### END SOLUTION\n"
    assert stub_of(reference) == (
        "def f():\n    # TODO: your code goes here, in place of the next line.\n    raise NotImplementedError\n"
    )


def test_a_progress_bar_is_stored_as_it_is_seen():
    assert as_seen("1/2 #\b\b\b\b\b2/2 ##\nnext\rNEXT\x1b[1m!\x1b[0m") == "2/2 ##\nNEXT!"


def test_a_missing_mark_is_named():
    with pytest.raises(CourseError, match=r"fit.py: it has 1 lines '### BEGIN SOLUTION' and 0"):
        stub_of("### BEGIN SOLUTION\n", "fit.py")


def test_a_built_course_is_fresh_and_whole(course):
    assert course_findings(course) == []


def test_lesson_notebooks_have_no_outputs_and_no_solution(course):
    for lesson in load_manifest().lessons:
        notebook = nbformat.read(course / lesson.notebook, as_version=4)
        assert not any("solution" in cell.metadata.get("tags", []) for cell in notebook.cells)
        assert not any(cell.get("outputs") for cell in notebook.cells)
        assert not any(cell.get("execution_count") for cell in notebook.cells)


def test_an_edited_stub_is_kept_unless_forced(course):
    stub = course / "mnist_course" / "fit.py"
    fresh = stub.read_text()
    stub.write_text("# my own work\n")
    assert build(course).kept == [stub]
    assert stub.read_text() == "# my own work\n"
    assert build(course, force=True).written == [stub]
    assert stub.read_text() == fresh


def test_an_untouched_stub_follows_its_reference(course):
    reference = course / "solutions" / "mnist_course" / "fit.py"
    reference.write_text(reference.read_text().replace("Train a compiled model.", "Train it."))
    assert [*stale_findings(course)]
    built = build(course)
    assert course / "mnist_course" / "fit.py" in built.written and not built.kept
    assert [*stale_findings(course)] == []


@pytest.fixture
def run_cell(course):
    """Return a function that executes a solution notebook of one cell, and gives that cell back."""
    lesson = load_manifest().lessons[0]
    path = course / "solutions" / f"{lesson.key}.ipynb"

    def run(source, data="sample", **metadata):
        nbformat.write(new_notebook(cells=[new_code_cell(source, metadata=metadata)]), path)
        execute(course, lesson, data)
        return nbformat.read(path, as_version=4).cells[0]

    run.path = path
    return run


def test_an_executed_notebook_keeps_its_output_without_log_lines(run_cell):
    source = "import os, sys\nprint('log', file=sys.stderr)\nprint(os.path.basename(os.getcwd()))"
    cell = run_cell(source + "\nprint(os.environ['MNIST_COURSE_DATA'])")
    assert [(output.name, output.text) for output in cell.outputs] == [
        ("stdout", "solutions\nsample\n")
    ]
    assert cell.execution_count == 1
    assert set(cell.metadata) == set()


def test_a_tiny_notebook_is_run_numbered_and_stored(course):
    lesson = load_manifest().lessons[0]
    path = course / "solutions" / f"{lesson.key}.ipynb"
    cells = [new_code_cell("a = 2"), new_markdown_cell("Then"), new_code_cell("a + 40")]
    nbformat.write(new_notebook(cells=cells), path)
    assert execute(course, lesson, "sample") == path
    first, text, second = nbformat.read(path, as_version=4).cells
    assert (first.execution_count, second.execution_count) == (1, 2)
    assert first.outputs == [] and second.outputs[0].data == {"text/plain": "42"}
    assert [cell.id for cell in (first, text, second)] == [f"load-data-0{n}" for n in range(3)]


def test_the_kernel_gets_the_data_file_by_its_whole_path(run_cell, monkeypatch):
    monkeypatch.chdir(run_cell.path.parents[1])
    shutil.copy(mnist.SAMPLE, "mnist.npz")
    source = "import os\nprint(os.path.isabs(os.environ['MNIST_COURSE_DATA']))"
    assert run_cell(source, data="mnist.npz").outputs[0].text == "True\n"


def test_a_picture_gets_its_text_alternative(run_cell):
    source = "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    (output,) = run_cell(source, alt="A rising line.").outputs
    assert output.metadata == {"image/png": {"alt": "A rising line."}}


def test_a_notebook_that_fails_is_left_as_it_was(run_cell):
    with pytest.raises(
        CourseError, match=r"a cell stopped with ZeroDivisionError: division by zero\n→"
    ):
        run_cell("1 / 0")
    assert nbformat.read(run_cell.path, as_version=4).cells[0].outputs == []


def test_where_the_digits_are_missing_the_sample_is_offered(tmp_path):
    run = CliRunner().invoke(dev, ["execute", "1", "--data", str(tmp_path / "no.npz")])
    assert isinstance(run.exception, CourseError)
    assert "There is no file" in str(run.exception) and "--data sample" in str(run.exception)


def _edit(course, change, key="03_build_mlp"):
    path = course / "solutions" / f"{key}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")
    build(course)


def _first(cells, words):
    return next(cell for cell in cells if words in "".join(cell["source"]))


DAMAGES = {
    "a section is missing": (
        lambda cells: _first(cells, "## Common mistakes").update(source=["Mistakes"]),
        "it lacks the sections Common mistakes.",
    ),
    "an absolute path": (
        lambda cells: _first(cells, "## Recap").update(source=["## Recap\n\nSee /home/ann/data"]),
        "it holds the absolute path /home/ann/data",
    ),
    "a Windows path": (
        lambda cells: _first(cells, "## Recap").update(source=["## Recap\n\nSee C:\\Users"]),
        "it holds the absolute path C:\\Users",
    ),
    "not executed": (
        lambda cells: [cell.update(execution_count=None) for cell in cells if "outputs" in cell],
        "was not executed from top to bottom",
    ),
    "an error stored": (
        lambda cells: next(c for c in cells if "outputs" in c).update(
            outputs=[{"output_type": "error", "ename": "E", "evalue": "", "traceback": []}]
        ),
        "a cell ended in an error",
    ),
    "no text alternative": (
        lambda cells: _first(cells, "## The idea").update(source=["## The idea\n\n![](x.png)"]),
        "has no text alternative",
    ),
    "no check cell": (
        lambda cells: _first(cells, 'check("build_mlp")').update(source=["pass"]),
        'lacks a cell check("build_mlp")',
    ),
    "one question": (
        lambda cells: [
            c.update(source=[line.replace("<details>", "") for line in c["source"]])
            for c in cells
            if "## Questions" in "".join(c["source"])
        ],
        "questions with a folded answer",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_notebook_is_told(damage, course):
    change, words = DAMAGES[damage]
    _edit(course, change)
    found = [str(one) for one in course_findings(course, "03")]
    assert any(words in one and "03_build_mlp" in one for one in found), found


def test_a_stale_lesson_notebook_is_told(course):
    path = course / load_manifest().lessons[0].notebook
    path.write_text(path.read_text().replace("Recap", "Recapitulation"))
    (found,) = course_findings(course)
    assert (found.path, found.rule) == ("lessons/01_load_data.ipynb", STALE)
    assert found.to_do == "course dev build"


def test_a_notebook_that_jupyter_has_saved_is_not_stale(course):
    lesson = load_manifest().lessons[0]
    for path in (course / "solutions" / f"{lesson.key}.ipynb", course / lesson.notebook):
        notebook = nbformat.read(path, as_version=4)
        notebook.metadata["kernelspec"] = {"display_name": "My own", "language": "", "name": "own"}
        notebook.metadata["language_info"] = {"name": "python", "version": "3.12.1"}
        for cell in notebook.cells:
            cell.id = f"new-{cell.id}"
            cell.metadata["editable"] = True
        path.write_text(json.dumps(notebook, indent=2), encoding="utf-8")
    assert course_findings(course) == []


def test_missing_checks_are_told(course):
    shutil.rmtree(course / "tests" / "lesson_04")
    (found, *others) = course_findings(course, "04")
    assert (found.path, found.rule) == ("tests/lesson_04/test_compile.py", "no-checks")
    assert {one.rule for one in others} <= {"says-in-no-message"}


def test_too_few_hints_are_told(course):
    manifest = course / "course.toml"
    text = manifest.read_text(encoding="utf-8")
    start, end = text.index("hints = ["), text.index("]\n", text.index("hints = ["))
    manifest.write_text(text[:start] + 'hints = ["One."' + text[end:], encoding="utf-8")
    load_manifest.cache_clear()
    build(course)
    (found,) = course_findings(course, "01")
    load_manifest.cache_clear()
    assert found.place == f"course.toml:{line_of(text, 'load_data()')}"
    assert "load_data has 1 hints." in found.what
