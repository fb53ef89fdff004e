"""What an author leaves out or does wrong in a new lesson: `course dev check 13` names each, with file, line and what to do."""

import re
import shutil

import nbformat
import pytest
from nbformat.v4 import new_output

from coursekit.authoring.course_check import course_findings
from coursekit.findings import STALE, line_of

MISTAKE = "tests/course/mistakes/lesson_13/add_noise_todo_{}.py"
CHECKS, REFERENCE = "tests/lesson_13/test_noise.py", "solutions/mnist_course/noise.py"
NOTEBOOK, SCRIPT = "solutions/13_noise.ipynb", "docs/figures/make_figures_13.py"


@pytest.fixture
def course(written, tmp_path):
    """Return a copy of the course with a whole lesson 13, which a test may damage."""
    return shutil.copytree(written, tmp_path / "course")


def replaced(old, new):
    """Return what changes a file: the first `old` becomes `new`."""

    def change(text):
        assert old in text
        return text.replace(old, new, 1)

    return change


def replaced_last(old, new):
    """Return what changes a file: the last `old` becomes `new`."""

    def change(text):
        assert old in text
        return new.join(text.rsplit(old, 1))

    return change


# What is done wrong: in which file and how, then the file and words of the line that is told, and what is said of it.
SEEN = {
    "a mistake names a check that there is not": (
        MISTAKE.format(1),
        replaced("Fails: gives", "Fails: returns"),
        (MISTAKE.format(1), "Fails: "),
        (
            "add_noise has no check “returns what",
            "→ Write one of these",
            ": gives what the task asks for.",
        ),
    ),
    "a mistake quotes words that no message has": (
        MISTAKE.format(2),
        replaced("Says: Your value", "Says: Their value"),
        (MISTAKE.format(2), "Says: "),
        ("no message holds “Their value is”", "to the letter"),
    ),
    "a mistake says nothing of what fails": (
        MISTAKE.format(3),
        replaced("Fails:", "It fails:"),
        (MISTAKE.format(3), ""),
        ("its docstring needs a line `Fails: …`", "→ Write the check"),
    ),
    "a mistake is missing": (
        MISTAKE.format(1),
        None,
        (CHECKS, '"add_noise_todo_1"'),
        ("it recognises a mistake that is not there", "→ Write that file"),
    ),
    "a check imports the functions": (
        CHECKS,
        replaced("import pytest\n", "import pytest\nfrom mnist_course.noise import add_noise\n"),
        (CHECKS, "from mnist_course"),
        ("a check imports mnist_course.noise", "→ Take the function from the fixture `learner`"),
    ),
    "an assertion says nothing of what to do": (
        CHECKS,
        replaced("\\n→ ", " "),
        (CHECKS, "assert"),
        ("has no message with `→`", "after `→` what to do"),
    ),
    "a TODO has no colon": (
        REFERENCE,
        replaced("say what it does", "TODO say what it does"),
        (REFERENCE, "TODO"),
        ("TODO say what it does", "→ Write it"),
    ),
    "the arguments differ": (
        "course.toml",
        replaced("amount=0.1", "amount=0.2"),
        (REFERENCE, "def add_noise"),
        ("no `def add_noise(images, rng, amount=0.2):`", "the same arguments"),
    ),
    "the manifest lacks something": (
        "course.toml",
        replaced_last("points = 5\n", ""),
        ("course.toml", 'signature = "plot_2d'),
        ("lesson 13, plot_2d(image, ax=None) lacks points.", "→ Write what is missing."),
    ),
    "a kind of value that there is not": (
        "course.toml",
        replaced_last('"axes"', '"axis"'),
        ("course.toml", 'returns = "axis"'),
        ("plot_2d returns 'axis'", "→ Write one of model"),
    ),
    "a hint is missing": (
        "course.toml",
        replaced_last('    "nearly the answer.",\n', ""),
        ("course.toml", 'signature = "plot_2d'),
        ("plot_2d has 2 hints", "→ Write at least 3."),
    ),
    "the README's row says something else": (
        "README.md",
        replaced("`add_noise`, `plot_2d`", "`add_noise`"),
        ("README.md", "(lessons/13_noise.ipynb)"),
        ("lacks the row | [13 a few words](lessons/13_noise.ipynb)", "→ Write it"),
    ),
    "a figure's script is gone": (
        SCRIPT,
        None,
        ("docs/figures/13_idea.png", None),
        (f"is gone: {SCRIPT}::draw_13_idea", "→ Bring it back"),
    ),
    "a picture has no text": (
        NOTEBOOK,
        replaced("![A figure.](../docs/figures/13_idea.png)", "![](../docs/figures/13_idea.png)"),
        (NOTEBOOK, "13_idea.png"),
        ("13_idea.png has no text alternative", "→ Write between the square brackets"),
    ),
    "a picture in HTML has no text": (
        NOTEBOOK,
        replaced("## Recap", "## Recap\\n\\n<img src='../docs/figures/13_idea.png' width=90>"),
        (NOTEBOOK, "<img"),
        ("13_idea.png has no text alternative", '→ Write alt="…" into its tag'),
    ),
    "somebody edited the stub": (
        "mnist_course/noise.py",
        lambda text: text + "# mine\n",
        ("mnist_course/noise.py", None),
        ("somebody edited this stub", "`course dev build --force`"),
    ),
}
STALE_AFTER = {
    "a figure's script changed": (
        SCRIPT,
        replaced("ax.plot([0, 1]", "ax.plot([0, 2]"),
        "docs/figures/13_idea.png",
        f"python {SCRIPT} 13_idea",
    ),
    "the reference changed after the notebook was executed": (
        REFERENCE,
        replaced("    ### END", "    # Sure.\n    ### END"),
        NOTEBOOK,
        "course dev execute 13 --data full",
    ),
    "the outputs are those of the sample": (
        NOTEBOOK,
        replaced('"dataset": "full"', '"dataset": "sample"'),
        NOTEBOOK,
        "course dev execute 13 --data full",
    ),
    "the learner's notebook is not built": (
        NOTEBOOK,
        replaced("what to remember", "what to remember well"),
        "lessons/13_noise.ipynb",
        "course dev build",
    ),
}


def change(course, file, how):
    """Change a file, or take it away."""
    path = course / file
    path.write_text(
        how(path.read_text(encoding="utf-8")), encoding="utf-8"
    ) if how else path.unlink()


def test_nothing_is_told_of_a_whole_lesson(course):
    assert course_findings(course, "13") == []


@pytest.mark.parametrize("fault", SEEN)
def test_a_fault_that_can_be_seen_is_told(fault, course):
    file, how, (told, words), said = SEEN[fault]
    change(course, file, how)
    line = None if words is None else 1
    if words:
        line = line_of((course / told).read_text(encoding="utf-8"), words)
        assert line
    place = f"{told}:{line}" if line else told
    found = [str(one) for one in course_findings(course, "13")]
    (one,) = [one for one in found if one.startswith(f"{place}: ") and said[0] in one]
    assert all(words in one for words in said)


@pytest.mark.parametrize("fault", STALE_AFTER)
def test_what_became_stale_is_told_with_the_command(fault, course):
    file, how, stale, command = STALE_AFTER[fault]
    change(course, file, how)
    found = [(one.path, one.to_do) for one in course_findings(course, "13") if one.rule == STALE]
    assert (stale, command) in found


RUN = {
    "a mistake is none": (
        MISTAKE.format(1),
        replaced("np.ones(2)", "np.ones(3)"),
        "Fails: ",
        "no check fails. [mistake-passes]\n",
    ),
    "a mistake depends on luck": (
        MISTAKE.format(2),
        replaced("np.ones(2)", "np.ones(2 + round(rng.random()))"),
        "Fails: ",
        "of 4 seeds: no check fails. [mistake-passes]\n  → Write a check that rejects it in every run",
    ),
    "a mistake quotes another message": (
        MISTAKE.format(3),
        replaced("Says: Your value", "Says: Your picture"),
        "Says: ",
        "expected the words “Your picture is”; the check said: Your value is a NumPy array of shape (2,)",
    ),
    "a mistake has another name than its check tells": (
        MISTAKE.format(4),
        replaced("Gave another value.", "Gave two values."),
        "",
        "its first sentence is “gave two values”; reports would say “gave another value”.",
    ),
    "a variant is wrong": (
        "tests/course/variants/lesson_13/add_noise_todo.py",
        replaced("np.full(3, 1.0)", "np.full(4, 1.0)"),
        "",
        "the check “gives what the task asks for” says: Your value is a NumPy array of shape (4,)",
    ),
    "the reference is wrong": (
        REFERENCE,
        replaced('title="a"', 'title="b"'),
        "def plot_2d",
        "the check “gives what the task asks for” rejects the reference of plot_2d",
    ),
}


def test_faults_that_only_a_run_shows_are_told_all_at_once(course, dev):
    for file, how, _, _ in RUN.values():
        change(course, file, how)
    shown = dev(course, "check", "13").stdout
    for file, _, words, said in RUN.values():
        line = line_of((course / file).read_text(encoding="utf-8"), words) or 1
        told = [one for one in shown.split("✗ ") if one.startswith(f"{file}:{line}: ")]
        assert any(said in one for one in told), shown


CRASH = replaced("assert value.shape", "value.shap\n        assert value.shape")
ALWAYS_TRUE = """
    def test_is_an_array(self, learner, rng, digits):
        value = learner.add_noise(digits.scaled(5)[0], rng)
        assert value is not None, "It is nothing.\\n→ Return an array."

"""


def test_a_check_that_breaks_is_told_itself_and_not_what_follows_from_it(course, dev):
    change(course, CHECKS, CRASH)
    shown = dev(course, "check", "13", "--seeds", "1").stdout
    line = line_of((course / CHECKS).read_text(encoding="utf-8"), "value.shap\n")
    (found,) = re.findall(r"^✗ .*$", shown, re.MULTILINE)
    assert found.startswith(f"✗ {CHECKS}:{line}: the check itself stops here"), shown
    assert "AttributeError" in found and found.endswith("[broken-check]")
    assert "→ Correct this line" in shown


def test_a_check_that_no_mistake_fails_is_told(course, dev):
    change(course, CHECKS, replaced("\n\nclass TestPlot2d", f"{ALWAYS_TRUE}\nclass TestPlot2d"))
    shown = dev(course, "check", "13", "--seeds", "1").stdout
    line = line_of((course / CHECKS).read_text(encoding="utf-8"), "def test_is_an_array")
    (found,) = re.findall(r"^✗ .*$", shown, re.MULTILINE)
    assert found.startswith(f"✗ {CHECKS}:{line}: no mistake of add_noise fails the check"), shown
    assert "→ Add a mistake whose `Fails:` names it" in shown


def test_where_the_manifest_lacks_something_nothing_is_run(course, dev):
    change(course, "course.toml", replaced_last("minutes = 30\n", ""))
    shown = dev(course, "check", "13").stdout
    (found,) = re.findall(r"^✗ .*$", shown, re.MULTILINE)
    assert "lesson 13 lacks minutes." in found and "Nothing was run yet" in shown


@pytest.mark.parametrize("file", [CHECKS, REFERENCE, SCRIPT, MISTAKE.format(1)])
def test_a_file_that_python_cannot_read_is_told_alone_and_nothing_is_run(file, course, dev):
    change(course, file, lambda text: text + "def broken(:\n")
    change(course, NOTEBOOK, replaced("what to remember", "what to remember well"))
    shown = dev(course, "check", "13").stdout
    line = len((course / file).read_text(encoding="utf-8").splitlines())
    (found,) = re.findall(r"^(?:✗|stale) .*$", shown, re.MULTILINE)
    assert found.startswith(f"✗ {file}:{line}: Python can't read it"), shown
    assert "Nothing was run yet" in shown


def test_a_lesson_without_its_entry_is_told_with_what_to_write(course, dev):
    change(course, "course.toml", lambda text: text[: text.index('[[lessons]]\nnumber = "13"')])
    said = dev(course, "check", "13").stderr
    assert "course.toml has no lesson 13, and tests/lesson_13/ has its checks.\n→ Write" in said
    assert "[[lessons]] with number, slug, title" in said
    said = dev(course, "check", "14").stderr
    assert "There is no lesson '14'" in said and "→ To make a new one: course dev new" in said


def test_a_text_alternative_in_the_metadata_is_seen(course):
    notebook = nbformat.read(course / NOTEBOOK, as_version=4)
    header = notebook.cells[0]
    assert header.metadata["figure"]["alt"]
    header.source = header.source.replace(f"![{header.metadata['figure']['alt']}]", "![]")
    assert "![](" in header.source
    code = next(cell for cell in notebook.cells if cell.cell_type == "code")
    code.metadata.pop("alt", None)
    code.outputs = [new_output("display_data", {"image/png": "", "text/plain": ""})]
    code.outputs[0].metadata = {"image/png": {"alt": "A digit."}}
    nbformat.write(notebook, course / NOTEBOOK)
    assert "no-alt" not in {one.rule for one in course_findings(course, "13")}


def test_what_lies_about_after_a_lesson_was_renamed_or_taken_away_is_told(course):
    change(course, "course.toml", replaced('slug = "noise"', 'slug = "specks"'))
    told = {one.path: one.rule for one in course_findings(course, "13")}
    for left in (NOTEBOOK, REFERENCE, "lessons/13_noise.ipynb", "mnist_course/noise.py"):
        assert told[left] == "no-lesson"
    assert told["solutions/13_specks.ipynb"] == "no-notebook"
    assert told["tests/lesson_13/test_specks.py"] == "no-checks"
    change(course, "course.toml", lambda text: text[: text.index('[[lessons]]\nnumber = "13"')])
    told = {one.path: one.rule for one in course_findings(course)}
    for left in (REFERENCE, SCRIPT, "tests/lesson_13", "docs/figures/13_idea.png", "README.md"):
        assert left in told, left
