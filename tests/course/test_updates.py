"""An update in mid-term: from an old version of this course, made up here, with a learner's edits in every file.

`tests.course.updates` does the same from real old versions.
"""

import ast
import json
import re
import shutil

import pytest

from coursekit.manifest import ROOT
from tests.course.test_students_copy import NOT_OF_THE_COURSE, commit, git
from tests.course.updates import COURSE, edit_everything, lost, run

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

CHECKS = "tests/lesson_01/test_load_data.py"
STRICT = "test_divides_by_255_also_when_no_pixel_is_black"
BY_THE_LARGEST = "    return (images / images.max()).astype('float32')\n"
OWN_LOAD_DATA = f"""from coursekit import mnist


def load_data():
    return mnist.load_data()


def scale_images(images):
{BY_THE_LARGEST}

def split_validation(images, labels, n_valid):
    return (images[n_valid:], labels[n_valid:]), (images[:n_valid], labels[:n_valid])
"""


def without(source, name):
    """Return a module without a function."""
    node = next(
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and node.name == name
    )
    first = min(part.lineno for part in (node, *node.decorator_list))
    lines = source.splitlines(keepends=True)
    return "".join(lines[: first - 1] + lines[node.end_lineno :])


def older(folder):
    """Return what was another in the old version of this course: path -> text, None for what was not there."""

    def text(path):
        return (folder / path).read_text(encoding="utf-8")

    notebook = json.loads(text("lessons/03_build_mlp.ipynb"))
    notebook["cells"][0]["source"] = ["# An older title"]
    return {
        "lessons/03_build_mlp.ipynb": json.dumps(notebook),
        # Lesson 6 had another name.
        "lessons/06_evaluate.ipynb": None,
        "mnist_course/evaluate.py": None,
        "lessons/06_test_it.ipynb": text("lessons/06_evaluate.ipynb"),
        "mnist_course/test_it.py": text("mnist_course/evaluate.py"),
        # A check was not asked yet, a stub said less, a file of the machinery was another.
        CHECKS: without(text(CHECKS), STRICT),
        "mnist_course/fit.py": text("mnist_course/fit.py").replace("Train", "Teach"),
        "coursekit/old.py": "",
        "constraints.txt": "# other versions\n" + text("constraints.txt"),
    }


@pytest.fixture(scope="module")
def updated(tmp_path_factory):
    """Return a learner's clone after the update, what was edited, and what the command said."""
    course = tmp_path_factory.mktemp("course") / "course"
    shutil.copytree(ROOT, course, ignore=NOT_OF_THE_COURSE)
    today = {
        path: (course / path).read_text("utf-8")
        for path in older(course)
        if (course / path).is_file()
    }
    git(course, "init", "--quiet")
    before = older(course)
    commit(course, {})
    commit(course, before)
    mine = course.parent / "mine"
    git(course.parent, "clone", "--quiet", str(course), str(mine))
    commit(course, {**dict.fromkeys(before), **today})
    edits = edit_everything(mine)
    edits["mnist_course/load_data.py"] = OWN_LOAD_DATA.encode()
    (mine / "mnist_course" / "load_data.py").write_bytes(edits["mnist_course/load_data.py"])
    assert re.search(r"01 scale_images ✓ 4 checks", run(mine, *COURSE, "check", "1"))
    edits["progress.json"] = (mine / "progress.json").read_bytes()
    return mine, edits, run(mine, *COURSE, "update")


def test_nothing_is_lost(updated):
    mine, edits, told = updated
    assert len(edits) > 25 and lost(mine, edits, told) == []
    assert lost(mine, {"lessons/03_build_mlp.ipynb": b"other"}, told) != []


def test_the_rest_is_todays_course(updated):
    mine, edits, _ = updated
    for path in git(mine, "ls-tree", "-r", "--name-only", "HEAD").splitlines():
        if path not in edits or path == "lessons/03_build_mlp.ipynb":
            assert (mine / path).read_bytes() == (mine.parent / "course" / path).read_bytes(), path
    assert not (mine / "coursekit" / "old.py").exists()


def test_what_changed_is_told(updated):
    _, _, told = updated
    for line in (
        "New: lessons/06_evaluate.ipynb",
        "lessons/03_build_mlp.ipynb was edited: yours is kept as lessons/03_build_mlp.mine.ipynb.",
        "lessons/06_test_it.ipynb was edited: yours is kept as lessons/06_test_it.mine.ipynb.",
        "mnist_course/fit.py is yours and stays. There is a newer stub: `course reset fit` brings it, and keeps yours.",
        "mnist_course/test_it.py is yours and stays. The newer course has no such file any more.",
        "Lesson 1 has newer checks: `course check 1` says what passes now.",
    ):
        assert line in told.splitlines()
    assert "The packages may have changed" in told


def test_what_passed_is_to_be_checked_again_and_the_check_says_why_it_fails(updated):
    mine, _, _ = updated
    assert re.search(r"Load the digits +✓ done \(changed since: check again\)", run(mine, *COURSE))
    said = run(mine, *COURSE, "check", "1", may_fail=True)
    assert "01 load_data ✓" in said and "01 split_validation ✓" in said
    assert "01 scale_images ✗ divides by 255 also when no pixel is black" in said
    assert "→ Divide by 255 itself" in said
    assert re.search(r"Load the digits +2 of 3 functions", run(mine, *COURSE))
