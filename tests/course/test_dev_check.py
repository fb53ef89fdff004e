"""`course dev check` names what an author forgot, each in a sentence, and never calls a broken course whole."""

import ast
import json
import re
import shutil

import pytest
from typer.testing import CliRunner

from coursekit.authoring import course_check, dev_commands
from coursekit.authoring.build import build
from coursekit.authoring.course_check import course_findings
from coursekit.authoring.notebook_check import _ABSOLUTE_PATH
from coursekit.errors import CourseError
from coursekit.findings import Finding
from coursekit.manifest import load_manifest
from coursekit.source import overridden, stub_of

NOTEBOOK = "02_visualize.ipynb"


@pytest.fixture
def course(small_course, tmp_path):
    """Return a copy of the small course that a test may damage."""
    return shutil.copytree(small_course, tmp_path / "course")


def told(course):
    """Return all findings of a course as they are shown."""
    return [str(finding) for finding in course_findings(course)]


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
        "its first cell is not the one tagged `header`",
    ),
    "the next lesson is not last": (
        lambda cells: cells.insert(-1, cells.pop()),
        "its last cell is not the one tagged `next`",
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
    found = told(course)
    assert any(words in problem and f"solutions/{NOTEBOOK}" in problem for problem in found), found


def _append(text):
    return lambda old: old + text


TERM = '\n[[terms]]\nwords = [{words}]\nlesson = "{lesson}"\nmeans = "{means}"\n'
CHECKS, MISTAKES = "tests/lesson_02/test_visualize.py", "tests/course/mistakes/lesson_02"
LACKS = {
    "an assertion without a message": (
        CHECKS,
        _append("\n\ndef helper(x):\n    assert x\n"),
        f"{CHECKS}:{{last}}: the assertion has no message",
    ),
    "an assertion with a message that says nothing of what to do": (
        CHECKS,
        _append("\n\ndef helper(x):\n    assert x, f'This is wrong: {x}.'\n"),
        f"{CHECKS}:{{last}}: the assertion has no message",
    ),
    "an assertion with a message from elsewhere": (
        CHECKS,
        _append("\n\ndef helper(x, message):\n    assert x, message\n"),
        f"{CHECKS}:{{last}}: the assertion has no message",
    ),
    "a function without its class of checks": (
        CHECKS,
        lambda text: text.replace("class TestCountLabels", "class CountLabels"),
        f"{CHECKS}: there is no class TestCountLabels with the checks of count_labels",
    ),
    "a class of checks that belongs to no function": (
        CHECKS,
        _append("\n\nclass TestNothing:\n    pass\n"),
        "the class TestNothing is named after no function of lesson 02",
    ),
    "checks that are no Python": (
        CHECKS,
        _append("def broken(:\n"),
        f"{CHECKS}:{{last}}: Python can't read it",
    ),
    "a mistake of nothing": (
        f"{MISTAKES}/fractions.py",
        lambda text: text.replace("def count_labels", "def other"),
        f"{MISTAKES}/fractions.py: it defines no function of its lesson",
    ),
    "a mistake that is no Python": (
        f"{MISTAKES}/fractions.py",
        _append("def broken(:\n"),
        f"{MISTAKES}/fractions.py:{{last}}: Python can't read it",
    ),
    "a mistake that does not say what fails": (
        f"{MISTAKES}/fractions.py",
        lambda text: text.replace("Fails: ", "Failed: "),
        f"{MISTAKES}/fractions.py:1: its docstring needs a line `Fails: …` and a line `Says: …`",
    ),
    "a function of which no check is essential": (
        CHECKS,
        lambda text: text.replace("@pytest.mark.essential", ""),
        "no check of count_labels is marked @pytest.mark.essential",
    ),
    "a kind of value that there is not": (
        "course.toml",
        lambda text: text.replace('returns = "series"', 'returns = "serie"'),
        "count_labels returns 'serie'. [manifest]\n→ Write one of model, ",
    ),
    "two lessons of one number": (
        "course.toml",
        lambda text: text.replace('number = "02"', 'number = "01"'),
        "there are 2 lessons with the number 01. [manifest]\n→ Give each its own.",
    ),
    "a core lesson behind one that is none": (
        "course.toml",
        lambda text: text.replace('number = "01"', 'number = "01"\ncore = false'),
        "lesson 02 comes after one with `core = false`",
    ),
    "a notebook that is none": (
        f"solutions/{NOTEBOOK}",
        lambda text: text[:-9],
        f"solutions/{NOTEBOOK}: it is no notebook",
    ),
    "a picture that there is not": (
        "README.md",
        lambda text: text.replace("docs/figures/page.png", "docs/figures/pag.png"),
        "the picture docs/figures/pag.png does not exist.",
    ),
    "a README that names other Pythons": (
        "README.md",
        lambda text: re.sub(r"Python 3[\d., or]+", "Python 3.8 or 3.9 ", text, count=1),
        "README.md: it does not name the Pythons of pyproject.toml. [pythons]\n→ Write: Python 3.",
    ),
    "a README that tells to install an old Python": (
        "README.md",
        lambda text: text + "\nOr type `python3.8`.",
        "README.md:{last}: Python 3.8 is not the newest of pyproject.toml. [pythons]\n→ Write 3.",
    ),
    "a lesson that the README does not name": (
        "README.md",
        lambda text: text.replace("`count_labels`", "`count`"),
        "the table of lessons lacks the row | [02 Look at the digits](lessons/02_visualize.ipynb) |",
    ),
    "a message with too many words": (
        CHECKS,
        _append(f"\n\ndef helper(x):\n    assert x, '{'It is so. ' * 20}→ Go.'\n"),
        f"{CHECKS}:{{last}}: it has 61 words, more than 60.",
    ),
    "a hint with a long sentence": (
        "course.toml",
        lambda text: text.replace('"pandas can count', f'"{"very " * 20}many. pandas can count'),
        "count_labels, hint 1: a sentence has 21 words, more than 20; its grade is 9.9, above 8.",
    ),
    "a term before its lesson": (
        "course.toml",
        _append(TERM.format(words='"images"', lesson="02", means="Pictures.")),
        "'images' is explained in lesson 02 only.",
    ),
    "a term of no lesson": (
        "course.toml",
        _append(TERM.format(words='"images"', lesson="99", means="Pictures.")),
        "term images: there is no lesson '99'. [glossary]\n→ Write the number of a lesson.",
    ),
    "a term that is there twice": (
        "course.toml",
        _append(TERM.format(words='"images", "Images"', lesson="01", means="Pictures.")),
        "there are 2 terms with the word images.",
    ),
    "a term that its lesson does not have": (
        "course.toml",
        _append(TERM.format(words='"tensor"', lesson="01", means="Numbers.")),
        "term tensor: it does not occur in solutions/01_load_data.ipynb.",
    ),
    "a term that is explained at length": (
        "course.toml",
        _append(TERM.format(words='"images"', lesson="01", means="so " * 21)),
        "term images: its sentence has more than 20 words.",
    ),
    "a term that is explained by a later one": (
        "course.toml",
        _append(
            TERM.format(words='"images"', lesson="01", means="An Axes.")
            + TERM.format(words='"Axes"', lesson="02", means="A drawing.")
        ),
        "term images: 'Axes' is explained in lesson 02 only.",
    ),
    **{
        f"something still to write in {file}": (
            file,
            _append("# TODO: the rest.\n"),
            f"{file}:{{last}}: TODO: the rest.",
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
    found = told(course)
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
        f"{folder}/: there are {least - 1} {kind} of count_labels. [few-{kind}]\n→ Write at least {least}."
    ]


def _of_files(course):
    """Return the problems, without the checks that recognise what is not there any more."""
    found = told(course)
    return [problem for problem in found if "it recognises a mistake" not in problem]


def test_a_check_that_recognises_no_file_of_the_catalogue_is_told(course):
    (course / "tests/course/mistakes/lesson_01/only_cast.py").rename(
        course / "tests/course/mistakes/lesson_01/other.py"
    )
    (found,) = told(course)
    assert re.match(r"tests/lesson_01/test_load_data.py:\d+: it recognises a mistake", found)
    assert "mistakes/lesson_01/only_cast.py. [no-such-mistake]\n→ Write that file" in found


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
    found = [(one.path, one.rule) for one in course_findings(course) if one.rule == "no-lesson"]
    assert found == [(file.rstrip("/"), "no-lesson") for file in files]


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
            "lesson 02, plot_random_digit(images, labels, rng): its points are '3'",
        ),
        (
            "points = 3",
            "points = -3",
            "its points are -3. [manifest]\n→ Write its points as a number",
        ),
        ("points = 3", "", "lesson 02, plot_random_digit(images, labels, rng) lacks points."),
        ('number = "02"', "number = 2", "lesson 2: its number has not two digits."),
        ('number = "02"', 'number = "2"', "lesson 2: its number has not two digits."),
        ("minutes", "mintues", "lesson 02 has unknown entries: mintues"),
    ],
)
def test_a_wrong_entry_of_the_manifest_is_named_with_its_line_and_all_else_is_told_too(
    old, new, words, course
):
    path = course / "course.toml"
    head, mark, lesson = path.read_text(encoding="utf-8").partition('[[lessons]]\nnumber = "02"')
    assert old in mark + lesson
    path.write_text(head + (mark + lesson).replace(old, new, 1), encoding="utf-8")
    (course / "tests/course/mistakes/lesson_01/only_cast.py").unlink()
    (found,) = [one for one in told(course) if words in one]
    assert re.match(r"course.toml:\d+: ", found)
    assert any("it recognises a mistake that is not there" in one for one in told(course))
    with pytest.raises(CourseError, match=re.escape(words)):
        load_manifest(path)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('words = ["a"]\nlesson = "01"', "term a lacks means."),
        ('words = "a"\nlesson = "01"\nmeans = "b"', "term ?: its words are no list of texts."),
        ('words = []\nlesson = "01"\nmeans = "b"', "term ?: its words are no list of texts."),
        ('words = ["a"]\nlesson = 1\nmeans = "b"', "term a: its lesson is no text"),
        ('words = ["a"]\nlesson = "01"\nmeans = " "', "term a: its means is no text"),
    ],
)
def test_a_wrong_term_is_named(entry, words, course):
    with (course / "course.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[[terms]]\n{entry}\n")
    assert any(words in one for one in told(course))


def test_an_edited_stub_and_the_way_to_replace_it_are_two_sentences(course):
    (course / "mnist_course" / "visualize.py").write_text("# edited\n")
    (found,) = course_findings(course)
    assert (found.path, found.rule) == ("mnist_course/visualize.py", "stub-edited")
    assert "edited" in found.what and "--force" in found.to_do


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


def test_a_whole_course_is_whole_when_its_checks_run(course, dev):
    run = dev(course, "check")
    assert run.returncode == 0, run.stdout
    assert "The course is whole." in run.stdout


def test_a_wrong_reference_a_passing_stub_and_a_missing_check_are_told(course, dev):
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
    never = "    def test_calls_nothing(self):\n        assert 1 < 2, '→ Go on.'\n\n"
    assert head in text
    checks.write_text(text.replace(head, head + never), encoding="utf-8")
    build(course, force=True)
    found = dev(course, "check").stdout
    for words in (
        "mnist_course/load_data.py:",
        "rejects the reference of scale_images",
        "judges the stub of count_labels as passed.",
        "the check “calls nothing” judges the stub of plot_digit as passed.",
        "tests/lesson_02/test_visualize.py: no check of plot_random_digit runs.",
    ):
        assert words in found, found


def test_checks_that_cannot_run_are_told(course, dev):
    checks = "tests/lesson_01/test_load_data.py"
    with (course / checks).open("a", encoding="utf-8") as file:
        file.write("\nimport no_such_module\n")
    line = len((course / checks).read_text(encoding="utf-8").splitlines())
    found = dev(course, "check").stdout
    said = f"{checks}:{line}: The checks could not run: ModuleNotFoundError("
    assert found.count("✗") == 1 and said in found, found
    assert f"→ Correct line {line} of {checks}." in found


def test_a_finding_is_shown_to_the_letter(monkeypatch):
    what = "a cell ended in an error: '[red]images[/red][place] = [/b]'."
    finding = Finding("a.py", 3, "rule", what, "Do [this].")
    monkeypatch.setattr(course_check, "course_findings", lambda root, only: [finding])
    shown = CliRunner().invoke(dev_commands.dev, ["check", "--fast"])
    assert shown.exit_code == 1
    assert f"✗ {str(finding).replace(chr(10), chr(10) + '  ')}\n" in shown.output


def test_what_is_stale_is_told_with_its_reason_and_all_commands_in_one_line(monkeypatch):
    commands = ("course dev build", "course dev execute 13", "course dev build")
    why = ("it changed.", "a.py changed.", "it changed.")
    found = [
        Finding(f"{n}.py", 0, "stale", what, to_do)
        for n, (what, to_do) in enumerate(zip(why, commands, strict=True))
    ]
    monkeypatch.setattr(course_check, "course_findings", lambda root, only: found)
    shown = CliRunner().invoke(dev_commands.dev, ["check", "1", "--fast"])
    lines = "stale 0.py, 2.py: it changed.\nstale 1.py: a.py changed.\n"
    assert f"{lines}  → course dev build && course dev execute 13\n" in shown.output


def test_the_figures_of_messages_and_hints_are_shown_and_a_lesson_can_be_measured_alone():
    shown = CliRunner().invoke(dev_commands.dev, ["readable", "3"])
    assert shown.exit_code == 0
    messages, *_, hints = shown.output.splitlines()[-3:]
    assert re.match(r"\d+ messages: 9 in 10 have at most \d+ words, longest \d+, ", messages)
    assert hints.startswith("3 hints: ")
