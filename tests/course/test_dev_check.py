"""`course dev check` names what an author forgot, each in a sentence, and never calls a broken course whole."""

import ast
import json
import re
import shutil

import pytest
from typer.testing import CliRunner

from coursekit.authoring import course_check
from coursekit.authoring.build import build
from coursekit.authoring.course_check import problems
from coursekit.authoring.dev_commands import dev
from coursekit.authoring.notebook_check import _ABSOLUTE_PATH
from coursekit.errors import CourseError
from coursekit.manifest import load_manifest
from coursekit.source import overridden, stub_of

NOTEBOOK = "02_visualize.ipynb"


@pytest.fixture
def course(small_course, tmp_path):
    """Return a copy of the small course that a test may damage."""
    return shutil.copytree(small_course, tmp_path / "course")


def _tagged(cells, tag):
    return [cell for cell in cells if tag in cell["metadata"].get("tags", [])]


def _as_markdown(cell):
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]


def _containing(cells, words):
    return next(cell for cell in cells if words in "".join(cell["source"]))


def _without_code_after_try_it(cells):
    start = cells.index(_containing(cells, "### Try it"))
    following = _containing(cells[start:], "## Task 2")
    cells[start:] = [
        cell for cell in cells[start : cells.index(following)] if cell["cell_type"] == "markdown"
    ] + cells[cells.index(following) :]


def _picture_of_another_kind(cells):
    cell = next(cell for cell in cells if cell["cell_type"] == "code")
    cell["metadata"].pop("alt", None)
    data = {"image/svg+xml": "<svg/>"}
    cell["outputs"] = [{"output_type": "display_data", "data": data, "metadata": {}}]


DAMAGES = {
    "the header has no figure": (
        lambda cells: _tagged(cells, "header")[0]["metadata"].pop("figure"),
        "the cell tagged `header` lacks",
    ),
    "the header is not first": (
        lambda cells: cells.insert(1, cells.pop(0)),
        "its first cell should be the one tagged `header`",
    ),
    "the next lesson is not last": (
        lambda cells: cells.insert(-1, cells.pop()),
        "its last cell should be the one tagged `next`",
    ),
    "hints without their tag": (
        lambda cells: _tagged(cells, "hints")[0]["metadata"].pop("tags"),
        "lacks a cell tagged `hints`",
    ),
    "hints of no function": (
        lambda cells: _tagged(cells, "hints")[0]["metadata"].update(function="nope"),
        'says "function": "nope". Name a function of course.toml',
    ),
    "the check is only written about": (
        lambda cells: _as_markdown(_containing(cells, 'check("plot_digit")')),
        'lacks a cell check("plot_digit")',
    ),
    "nothing to try": (_without_code_after_try_it, "lacks a part `### Try it` with a code cell"),
    "a drawing that is no PNG, without text": (
        _picture_of_another_kind,
        "draws a picture and has no `alt`",
    ),
    "something still to write": (
        lambda cells: _containing(cells, "## Recap").update(source=["## Recap\n\nTODO: the rest."]),
        "TODO: the rest.",
    ),
    "a missing picture": (
        lambda cells: _containing(cells, "## Recap").update(source=["## Recap\n\n![a](no.png)"]),
        "the picture no.png does not exist",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_a_notebook_lacks_is_told(damage, course):
    change, words = DAMAGES[damage]
    path = course / "solutions" / NOTEBOOK
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")
    found = problems(course, run_checks=False)
    assert any(words in problem and f"solutions/{NOTEBOOK}" in problem for problem in found), found


def _append(text):
    return lambda old: old + text


CHECKS, MISTAKES = "tests/lesson_02/test_visualize.py", "tests/course/mistakes/lesson_02"
LACKS = {
    "an assertion without a message": (
        CHECKS,
        _append("\n\ndef helper(x):\n    assert x\n"),
        f"{CHECKS}, line {{last}}: the assertion has no message",
    ),
    "an assertion with a message that says nothing of what to do": (
        CHECKS,
        _append("\n\ndef helper(x):\n    assert x, f'This is wrong: {x}.'\n"),
        f"{CHECKS}, line {{last}}: the assertion has no message",
    ),
    "an assertion with a message from elsewhere": (
        CHECKS,
        _append("\n\ndef helper(x, message):\n    assert x, message\n"),
        f"{CHECKS}, line {{last}}: the assertion has no message",
    ),
    "a function without its class of checks": (
        CHECKS,
        lambda text: text.replace("class TestCountLabels", "class CountLabels"),
        "tests/lesson_02/ has no class TestCountLabels with the checks of count_labels",
    ),
    "a class of checks that belongs to no function": (
        CHECKS,
        _append("\n\nclass TestNothing:\n    pass\n"),
        "the class TestNothing is named after no function of lesson 02",
    ),
    "checks that are no Python": (
        CHECKS,
        _append("def broken(:\n"),
        f"{CHECKS}, line {{last}}: Python can't read it",
    ),
    "a mistake of nothing": (
        f"{MISTAKES}/fractions.py",
        lambda text: text.replace("def count_labels", "def other"),
        f"{MISTAKES}/fractions.py, it defines no function of its lesson",
    ),
    "a mistake that is no Python": (
        f"{MISTAKES}/fractions.py",
        _append("def broken(:\n"),
        f"{MISTAKES}/fractions.py, line {{last}}: Python can't read it",
    ),
    "a mistake that does not say what fails": (
        f"{MISTAKES}/fractions.py",
        lambda text: text.replace("Fails: ", "Failed: "),
        f"{MISTAKES}/fractions.py: its docstring needs a line `Fails: …` and a line `Says: …`",
    ),
    "a function of which no check is essential": (
        CHECKS,
        lambda text: text.replace("@pytest.mark.essential", ""),
        "tests/lesson_02/ has no check of count_labels marked @pytest.mark.essential",
    ),
    "a kind of value that there is not": (
        "course.toml",
        lambda text: text.replace('returns = "series"', 'returns = "serie"'),
        "course.toml: count_labels returns 'serie'. Write one of model, ",
    ),
    "two lessons of one number": (
        "course.toml",
        lambda text: text.replace('number = "02"', 'number = "01"'),
        "course.toml has 2 lessons with the number 01. Each needs its own.",
    ),
    "a core lesson behind one that is none": (
        "course.toml",
        lambda text: text.replace('number = "01"', 'number = "01"\ncore = false'),
        "course.toml: lesson 02 comes after one with `core = false`",
    ),
    "a notebook that is none": (
        f"solutions/{NOTEBOOK}",
        lambda text: text[:-9],
        f"solutions/{NOTEBOOK} is no notebook",
    ),
    "a picture that there is not": (
        "README.md",
        lambda text: text.replace("docs/figures/page.png", "docs/figures/pag.png"),
        "README.md: the picture docs/figures/pag.png does not exist.",
    ),
    "a README that names other Pythons": (
        "README.md",
        lambda text: re.sub(r"Python 3[\d., or]+", "Python 3.8 or 3.9 ", text, count=1),
        "README.md does not name the Pythons of pyproject.toml. Write: Python 3.",
    ),
    "a README that tells to install an old Python": (
        "README.md",
        lambda text: text + "\nOr type `python3.8`.",
        "README.md, line {last}: Python 3.8 is not the newest of pyproject.toml. Write 3.",
    ),
    "a lesson that the README does not name": (
        "README.md",
        lambda text: text.replace("`count_labels`", "`count`"),
        "README.md: the table of lessons lacks the row | [02 Look at the digits](lessons/02_visualize.ipynb) |",
    ),
    **{
        f"something still to write in {file}": (
            file,
            _append("# TODO: the rest.\n"),
            f"{file}, line {{last}}: TODO: the rest.",
        )
        for file in (
            "course.toml",
            "solutions/mnist_course/visualize.py",
            CHECKS,
            f"{MISTAKES}/fractions.py",
        )
    },
}


@pytest.mark.parametrize("lack", LACKS)
def test_what_a_file_lacks_is_told(lack, course):
    file, change, words = LACKS[lack]
    old = (course / file).read_text(encoding="utf-8")
    new = change(old)
    assert new != old
    (course / file).write_text(new, encoding="utf-8")
    found = problems(course, run_checks=False)
    expected = words.format(last=len(new.splitlines()))
    assert any(problem.startswith(expected) or expected in problem for problem in found), found


@pytest.mark.parametrize(("kind", "least"), [("mistakes", 5), ("variants", 1)])
def test_a_function_with_too_few_files_in_the_catalogue_is_told(kind, least, course):
    folder = f"tests/course/{kind}/lesson_02"
    lesson = load_manifest(course / "course.toml").lesson("02")
    of_the_function = [
        path
        for path in sorted((course / folder).glob("*.py"))
        if overridden(ast.parse(path.read_text(encoding="utf-8")), lesson) == "count_labels"
    ]
    for path in of_the_function[least:]:
        path.unlink()
    assert _of_files(course) == []
    of_the_function[0].unlink()
    assert _of_files(course) == [
        f"{folder}/ has {least - 1} {kind} of count_labels. Write at least {least}."
    ]


def _of_files(course):
    """Return the problems, without the checks that recognise what is not there any more."""
    found = problems(course, run_checks=False)
    return [problem for problem in found if "it recognises a mistake" not in problem]


def test_a_check_that_recognises_no_file_of_the_catalogue_is_told(course):
    (course / "tests/course/mistakes/lesson_01/only_cast.py").rename(
        course / "tests/course/mistakes/lesson_01/other.py"
    )
    (found,) = problems(course, run_checks=False)
    assert re.match(r"tests/lesson_01/test_load_data.py, line \d+: it recognises a mistake", found)
    assert "mistakes/lesson_01/only_cast.py. Write that file, or name another." in found


def test_a_name_that_a_mistake_only_uses_is_not_what_it_overrides():
    lesson = load_manifest().lesson("visualize")
    source = "def helper(): ...\n\nplot_digit = helper\n\ndef count_labels(labels):\n    def plot_digit(): ...\n"
    assert overridden(ast.parse(source), lesson) == "count_labels"
    assert overridden(ast.parse(source + "\nplot_digit = count_labels\n"), lesson) == "plot_digit"
    assert overridden(ast.parse("import count_labels\n"), lesson) is None


def test_files_of_no_lesson_are_told(course):
    files = (
        "lessons/09_old.ipynb",
        "solutions/09_old.ipynb",
        "tests/lesson_09/",
        "tests/course/mistakes/lesson_09/",
        "tests/course/variants/lesson_09/",
        "docs/figures/09_old.png",
    )
    for file in files:
        (course / file).mkdir() if file.endswith("/") else (course / file).touch()
    assert problems(course, run_checks=False) == [
        f"{file.rstrip('/')} belongs to no lesson of course.toml. Add its entry, or delete it."
        for file in files
    ]


def test_a_stub_goes_with_its_source_unless_somebody_wrote_in_it(course):
    for name in ("old", "written"):
        reference = course / "solutions" / "mnist_course" / f"{name}.py"
        reference.write_text("### BEGIN SOLUTION\n### END SOLUTION\n")
        build(course)
        reference.unlink()
    stub, written = (course / "mnist_course" / f"{name}.py" for name in ("old", "written"))
    assert not stub.exists()
    written.write_text("x = 1\n")
    build(course)
    assert written.read_text() == "x = 1\n"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "points = 3",
            'points = "3"',
            "lesson 02, plot_random_digit(images, labels, rng): write its points",
        ),
        ("points = 3", "points = -3", "write its points as a number above 0"),
        (
            "points = 3",
            "",
            "plot_random_digit(images, labels, rng) lacks points",
        ),
        ('number = "02"', "number = 2", "lesson 2: write its number with two digits"),
        ('number = "02"', 'number = "2"', "lesson 2: write its number with two digits"),
        ("minutes", "mintues", "lesson 02 has unknown entries: mintues"),
    ],
)
def test_a_wrong_entry_of_the_manifest_is_named(old, new, words, course):
    head, mark, lesson = (
        (course / "course.toml").read_text(encoding="utf-8").partition('[[lessons]]\nnumber = "02"')
    )
    assert old in mark + lesson
    (course / "course.toml").write_text(
        head + (mark + lesson).replace(old, new, 1), encoding="utf-8"
    )
    with pytest.raises(CourseError, match=re.escape(words)):
        problems(course, run_checks=False)


def test_the_way_to_replace_an_edited_stub_is_told(course):
    (course / "mnist_course" / "visualize.py").write_text("# edited\n")
    (found,) = problems(course, run_checks=False)
    assert found.startswith("mnist_course/visualize.py") and "--force" in found


@pytest.mark.parametrize(
    "reference",
    [
        "def f():\n    ### END SOLUTION\n    return 42\n    ### BEGIN SOLUTION\n",
        "def f():\n    x = 1  ### BEGIN SOLUTION\n    return 42\n    ### END SOLUTION\n",
        "### BEGIN SOLUTION\n1\n### BEGIN SOLUTION\n2\n### END SOLUTION\n### END SOLUTION\n",
    ],
    ids=["reversed", "not in its own line", "nested"],
)
def test_marks_that_are_no_pairs_are_refused(reference):
    with pytest.raises(CourseError, match=r"f.py: .* must stand in lines of their own"):
        stub_of(reference, "f.py")


@pytest.mark.parametrize("end", ["\n", "  \n", ""], ids=["plain", "spaces", "no line end"])
@pytest.mark.parametrize("begin", ["\n", " \n"], ids=["plain", "space"])
def test_no_solution_reaches_a_stub(begin, end):
    reference = f"def f():\n    ### BEGIN SOLUTION{begin}    return 42\n    ### END SOLUTION{end}"
    stub = stub_of(reference)
    assert "42" not in stub and "SOLUTION" not in stub and "NotImplementedError" in stub


def test_the_function_after_a_solution_stays():
    one = "def {0}():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION \n\n\n"
    stub = stub_of(one.format("f") + one.format("g"))
    assert stub.count("NotImplementedError") == 2 and "def g():" in stub


@pytest.mark.parametrize(
    "text",
    [
        "in /home/ann/data",
        "file:///home/ann/data",
        "path:/tmp/abc/d",
        "cache=/Users/ann/.keras",
        "C:\\Users\\ann",
        "C:/Users/ann",
        "c:\\users\\ann",
    ],
)
def test_an_absolute_path_is_seen(text):
    assert _ABSOLUTE_PATH.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "and/or",
        "https://a.org/b/c",
        "http://localhost:8888/lab/tree",
        "train/test/valid",
        "</details>",
        "../docs/figures/x.png",
        "images[0]/255/2",
        '"Label:\\n7"',
    ],
)
def test_what_only_looks_like_a_path_is_not(text):
    assert not _ABSOLUTE_PATH.search(text)


def test_a_whole_course_is_whole_when_its_checks_run(course):
    assert problems(course) == []


def test_a_wrong_reference_a_passing_stub_and_a_missing_check_are_told(course):
    load_data = course / "solutions" / "mnist_course" / "load_data.py"
    text = load_data.read_text(encoding="utf-8")
    assert "/ 255" in text
    load_data.write_text(text.replace("/ 255", "/ 256"), encoding="utf-8")
    # The whole of count_labels stands outside its marks: its stub is the solution.
    visualize = course / "solutions" / "mnist_course" / "visualize.py"
    before, marks, after = visualize.read_text(encoding="utf-8").rpartition(
        "    ### BEGIN SOLUTION\n"
    )
    solution = after.partition("    ### END SOLUTION")[0]
    visualize.write_text(before + solution + marks + after, encoding="utf-8")
    checks = course / "tests" / "lesson_02" / "test_visualize.py"
    text = checks.read_text(encoding="utf-8")
    head = "class TestPlotRandomDigit:\n"
    assert head in text
    text = text.replace(head, f"{head}    __test__ = False\n\n")
    head = "class TestPlotDigit:\n"
    never = "    def test_calls_nothing(self):\n        assert 1 < 2, '→ Nothing.'\n\n"
    assert head in text
    checks.write_text(text.replace(head, head + never), encoding="utf-8")
    build(course, force=True)
    found = problems(course)
    for words in (
        "tests/lesson_01: the reference of scale_images fails the check",
        "tests/lesson_02: the stub of count_labels is judged `passed`",
        "tests/lesson_02: the stub of plot_digit is judged `passed` by the check `calls nothing`",
        "tests/lesson_02 has no check of plot_random_digit",
    ):
        assert any(words in problem for problem in found), found


def test_checks_that_cannot_run_are_told(course):
    with (course / "tests" / "lesson_01" / "test_load_data.py").open("a", encoding="utf-8") as file:
        file.write("\nimport no_such_module\n")
    (found,) = problems(course)
    assert "the checks could not run" in found and "test_load_data.py" in found


def test_a_problem_is_shown_to_the_letter(monkeypatch):
    problem = "a cell ended in an error: '[red]images[/red][place] = [/b]'."
    monkeypatch.setattr(course_check, "problems", lambda root, run_checks: [problem])
    shown = CliRunner().invoke(dev, ["check", "--fast"])
    assert shown.exit_code == 1
    assert problem in shown.output
