"""A copy for students: no solution is in it or in its history, a learner can do all in it, and it takes what is newer."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.errors import CourseError
from coursekit.learning.update import update
from coursekit.manifest import ROOT, load_manifest
from coursekit.source import stub_of
from coursekit.students_copy import copy_course, readme_of_copies

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

COURSE = (sys.executable, "-c", "from coursekit.cli import main; main()")
NOT_OF_THE_COURSE = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", ".*_cache", "artifacts", "progress.json", "*.egg-info"
)
STEPS = (ROOT / "docs" / "class_copy.md").read_text(encoding="utf-8")


def git(folder, *args):
    name = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")
    command = ["git", *name, *args]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8")
    return done.stdout


def commit(folder, files):
    """Write files, None for one that goes; commit all."""
    for name, text in files.items():
        path = folder / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "A course")


def run(folder, *command):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")


def as_repository(folder):
    """Make a repository of the course that is tested."""
    shutil.copytree(ROOT, folder, ignore=NOT_OF_THE_COURSE)
    git(folder, "init", "--quiet")
    git(folder, "symbolic-ref", "HEAD", "refs/heads/main")
    commit(folder, {})
    return folder


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return an instructor's repository of this very course."""
    return as_repository(tmp_path_factory.mktemp("instructor") / "course")


@pytest.fixture(scope="module")
def copy(course):
    """Return the copy that `course class copy` makes of it."""
    copy_course(course, course.parent / "copy")
    return course.parent / "copy"


def paths(folder):
    return git(folder, "ls-files").splitlines()


def secrets_of(course):
    """Return the hashes of all that a copy must not have in any of its commits."""
    lines = git(course, "ls-tree", "-r", "HEAD", "solutions", "tests/course").splitlines()
    return {line.split()[2] for line in lines if not line.endswith("__init__.py")}


def objects_of(folder):
    """Return the hashes of all objects in a repository, also of those that no commit has any more."""
    listed = git(folder, "cat-file", "--batch-check", "--batch-all-objects").splitlines()
    return {line.split()[0] for line in listed}


def test_a_copy_has_no_solution_in_any_of_its_objects(course, copy):
    assert len(secrets_of(course)) > 100
    assert objects_of(copy) & secrets_of(course) == set()
    assert git(copy, "grep", "-c", "stub_of", "HEAD", "--", "coursekit")
    assert run(copy, "git", "grep", "### BEGIN SOLUTION$", "HEAD").stdout == ""


def test_a_copy_lacks_what_is_not_the_learners_business(copy):
    wrong = r"solutions/|tests/course/|benchmarks/|\.github/|coursekit/(authoring|grading/(run|score|grade))|.*/solution\.py"
    assert [path for path in paths(copy) if re.match(wrong, path)] == []
    listed = run(copy, *COURSE, "--help").stdout
    assert "hand-in" in listed
    assert not re.search(r"\b(grade|class|dev|solution|demo|gradescope)\b", listed)


def test_what_is_in_a_copy_imports_nothing_that_it_lacks(copy):
    have = {path[:-3].replace("/", ".").removesuffix(".__init__") for path in paths(copy)}
    wrong = []
    for path in paths(copy):
        if path.endswith(".py") and path != "coursekit/cli.py":
            for node in ast.walk(ast.parse((copy / path).read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("coursekit"):
                    names = [f"{node.module}.{name.name}" for name in node.names]
                    if node.module not in have and not have.issuperset(names):
                        wrong.append(f"{path}: {node.module}")
    assert wrong == []


def test_a_copys_readme_and_notebooks_name_only_what_it_has(copy):
    texts = {"README.md": (copy / "README.md").read_text(encoding="utf-8")}
    texts |= {f"lessons/{p.name}": p.read_text(encoding="utf-8") for p in copy.glob("lessons/*")}
    for name, text in texts.items():
        for link in re.findall(r"\]\((?!https?:|#)([^)#\s\\]+)", text):
            assert (copy / name).parent.joinpath(link).exists(), f"{name}: {link}"
        assert not re.search(
            r"course (solution|demo|grade|dev|class)\b|not in a copy|in a copy\n", text
        )
    assert "## Your class" in texts["README.md"] and "## For authors" not in texts["README.md"]
    assert "## Licence" in texts["README.md"]


def test_the_readme_shows_nothing_of_a_copy_in_the_original():
    text = "a\n\n<!-- not in a copy -->\n\nb\n\n<!-- end -->\n\n<!-- in a copy\nc\n-->\n\nd\n"
    assert readme_of_copies(text) == "a\n\nc\n\nd\n"


def test_a_copys_stubs_are_fresh_though_the_instructor_wrote_solutions_into_them(course, copy):
    for lesson in load_manifest().lessons:
        reference = (course / "solutions" / "mnist_course" / f"{lesson.slug}.py").read_text("utf-8")
        for folder in ("mnist_course", "stubs/mnist_course"):
            assert (copy / folder / f"{lesson.slug}.py").read_text("utf-8") == stub_of(reference)


FORGOTTEN_SOFTMAX = """import keras


def build_mlp(hidden_units=(300, 100), n_classes=10):
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    for units in hidden_units:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(n_classes))
    return model
"""


def test_a_learner_can_do_a_lesson_in_a_copy(copy, tmp_path):
    mine = tmp_path / "mine"
    git(tmp_path, "clone", "--quiet", str(copy), str(mine))
    file = mine / "mnist_course" / "build_mlp.py"
    file.write_text(FORGOTTEN_SOFTMAX)
    check = run(mine, sys.executable, "-m", "pytest", "tests/lesson_03")
    assert 'Give the last layer activation="softmax"' in check.stdout, check.stdout + check.stderr
    file.write_text(FORGOTTEN_SOFTMAX.replace("(n_classes)", '(n_classes, activation="softmax")'))
    check = run(mine, *COURSE, "check", "3")
    assert "03 build_mlp ✓" in check.stdout, check.stdout + check.stderr
    assert re.search("Build the network +✓ done ", run(mine, *COURSE).stdout)
    handed_in = run(mine, *COURSE, "hand-in", "--name", "Ann", "--quick")
    assert (handed_in.returncode, handed_in.stderr) == (0, "")
    assert (mine / "artifacts" / "Ann_mnist_course.zip").is_file()
    assert "is fresh again" in run(mine, *COURSE, "reset", "3").stdout
    assert "raise NotImplementedError" in file.read_text()
    for asked in (("solution", "3"), ("demo",)):
        refused = run(mine, *COURSE, *asked)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "needs the solutions, and your class's copy has none" in refused.stderr
    asked = run(mine, sys.executable, "-m", "pytest", "--solutions", "tests/lesson_03")
    assert "this copy of the course has no solutions" in asked.stderr and asked.returncode == 4


def step(name):
    """Return the commands that docs/class_copy.md names for this step."""
    return re.search(rf"<!-- {name} -->\n\n```sh\n(.*?)```", STEPS, re.DOTALL)[1].splitlines()


def follow(lines, folder, **places):
    """Do what lines of the docs say; return the last one's output."""
    for line in lines:
        words = [str(places.get(word, word)) for word in line.split()]
        if words[0] == "cd":
            folder = folder / words[1]
            continue
        done = run(folder, *(COURSE if words[0] == "course" else words[:1]), *words[1:])
        assert done.returncode == 0, f"{line}: {done.stdout}{done.stderr}"
    return done.stdout


def test_the_steps_of_the_docs_make_a_private_class_that_takes_what_is_newer(tmp_path):
    """Bare repositories stand for those on a server; the docs' own commands are what is run."""
    public = as_repository(tmp_path / "public")
    (tmp_path / "instructor").mkdir()
    git(tmp_path / "instructor", "clone", "--quiet", str(public), "course")
    instructor = tmp_path / "instructor" / "course"
    places = {"ADDRESS": tmp_path / "class.git", "MINE": tmp_path / "mine.git"}
    for place in places.values():
        git(tmp_path, "init", "--quiet", "--bare", str(place))
        git(place, "symbolic-ref", "HEAD", "refs/heads/main")
    commit(instructor, {"progress.json": "{}"})
    said = follow(["course class copy ../digits"], instructor)
    assert "not what solutions/ makes" not in said
    assert not (instructor.parent / "digits" / "progress.json").exists()
    follow(step("the instructor, once"), instructor, **places)
    ann = tmp_path / "ann"
    ann.mkdir()
    follow(step("a student, once"), ann, **places)
    follow(step("a student with a repository, once"), ann / "digits", **places)
    commit(ann / "digits", {"mnist_course/build_mlp.py": "mine = 1\n"})
    (ann / "digits" / "lessons" / "03_build_mlp.ipynb").write_text("{}")
    newer = {"lessons/03_build_mlp.ipynb": "newer", "coursekit/new.py": "", "solutions/x.py": "7"}
    commit(public, newer)
    git(instructor, "reset", "--quiet", "--hard", "HEAD~")
    said = follow(step("the instructor, in the clone")[:2], instructor, **places)
    assert "lessons/03_build_mlp.ipynb is not what solutions/ makes." in said
    follow(step("the instructor, in the clone")[2:], instructor, **places)
    told = run(ann / "digits", *COURSE, "update").stdout
    assert "lessons/03_build_mlp.ipynb was edited: yours is kept" in told
    assert (ann / "digits" / "mnist_course" / "build_mlp.py").read_text() == "mine = 1\n"
    assert (ann / "digits" / "lessons" / "03_build_mlp.ipynb").read_text() == "newer"
    assert (ann / "digits" / "coursekit" / "new.py").exists()
    git(ann / "digits", "push", "--quiet")
    copies = [*places.values(), ann / "digits", tmp_path / "instructor" / "digits"]
    for folder in copies:
        assert objects_of(folder) & secrets_of(public) == set(), folder
    assert (
        git(instructor, "rev-parse", "HEAD").strip()
        == git(places["MINE"], "show", "main:.copy-of").strip()
    )


SMALL = {
    "README.md": "for all\n\n<!-- not in a copy -->\nfor authors\n<!-- end -->\n",
    "solutions/mnist_course/fit.py": "### BEGIN SOLUTION\nanswer = 42\n### END SOLUTION\n",
    "mnist_course/fit.py": "answer = 42  # of the instructor\n",
    "lessons/05_fit.ipynb": "1",
    "coursekit/left_out_of_copies.txt": "# a comment\nsolutions/*\ndocs/*\n!docs/figures/*.png\n",
    "docs/figures/a.png": "a",
    "docs/figures/a.py": "a",
}


@pytest.fixture
def small(tmp_path):
    """Return the repository of a tiny course."""
    folder = tmp_path / "small"
    folder.mkdir()
    git(folder, "init", "--quiet")
    commit(folder, SMALL)
    return folder


@pytest.fixture
def small_copy(small, tmp_path):
    copy_course(small, tmp_path / "small_copy")
    return tmp_path / "small_copy"


def test_the_last_pattern_that_fits_decides(small_copy):
    assert paths(small_copy) == [
        ".copy-of",
        "README.md",
        "coursekit/left_out_of_copies.txt",
        "docs/figures/a.png",
        "lessons/05_fit.ipynb",
        "mnist_course/fit.py",
        "stubs/mnist_course/fit.py",
    ]
    assert "42" not in (small_copy / "mnist_course" / "fit.py").read_text()


def test_the_same_course_makes_the_same_copy(small, small_copy, tmp_path):
    copy_course(small, tmp_path / "again")
    assert git(tmp_path / "again", "rev-parse", "HEAD") == git(small_copy, "rev-parse", "HEAD")


def test_a_copy_is_updated_from_the_original_itself(small, small_copy):
    assert update(small_copy) == ["This is the newest course that upstream has."]
    commit(small, {"lessons/05_fit.ipynb": "2", "solutions/secret.py": "1", "docs/a.md": "1"})
    before = git(small_copy, "rev-parse", "HEAD").strip()
    assert update(small_copy) == ["2 files are the newer course's now."]
    assert (small_copy / "lessons" / "05_fit.ipynb").read_text() == "2"
    assert not {"solutions/secret.py", "docs/a.md"} & set(paths(small_copy))
    assert git(small_copy, "log", "-1", "--format=%P").strip() == before
    assert git(small_copy, "status", "--porcelain") == ""


def test_what_the_instructor_changed_in_the_copy_stays(small, small_copy):
    commit(small_copy, {"README.md": "Welcome\n", "CLASS.md": "Mondays\n"})
    commit(small, {"lessons/05_fit.ipynb": "2"})
    update(small_copy, str(small))
    assert (small_copy / "README.md").read_text() == "Welcome\n"
    commit(small, {"README.md": "for all of you\n", "lessons/05_fit.ipynb": "3"})
    (told,) = [line for line in update(small_copy) if "README" in line]
    kept = small_copy / told.partition(" is kept as ")[2].rstrip(".")
    assert kept.read_text() == "Welcome\n"
    assert (small_copy / "CLASS.md").read_text() == "Mondays\n"
    assert (small_copy / "lessons" / "05_fit.ipynb").read_text() == "3"


@pytest.mark.parametrize("history", ["a clone", "a template", "a clone without its past"])
def test_a_students_repository_takes_what_is_newer_from_original_and_copy(
    history, small, small_copy, tmp_path
):
    mine = tmp_path / "mine"
    source = small_copy.as_uri()
    depth = ["--depth=1"] if "past" in history else []
    git(tmp_path, "clone", "--quiet", *depth, source, str(mine))
    if history == "a template":
        (mine / ".git").rename(tmp_path / "past")
        git(mine, "init", "--quiet")
        commit(mine, {})
    (mine / "mnist_course" / "fit.py").write_text("mine")
    commit(small, {"lessons/05_fit.ipynb": "2"})
    update(mine, str(small))
    assert (mine / "lessons" / "05_fit.ipynb").read_text() == "2"
    assert objects_of(mine) & secrets_of(small) == set()
    commit(small, {"lessons/05_fit.ipynb": "3"})
    update(small_copy)
    if history != "a clone without its past":
        update(mine, source)
        assert (mine / "lessons" / "05_fit.ipynb").read_text() == "3"
    assert (mine / "mnist_course" / "fit.py").read_text() == "mine"


def test_what_is_not_committed_is_not_in_the_copy_and_is_told(small, tmp_path):
    (small / "lessons" / "05_fit.ipynb").write_text("edited")
    (small / "lessons" / "06_new.ipynb").write_text("new")
    (small / "solutions" / "note.py").write_text("not in a copy anyway")
    (*_, told) = copy_course(small, tmp_path / "copy")
    assert told == "Not in it, as it is not committed: lessons/05_fit.ipynb, lessons/06_new.ipynb."
    assert (tmp_path / "copy" / "lessons" / "05_fit.ipynb").read_text() == "1"


def _something_is_there(small, folder):
    (folder / "mine").mkdir(parents=True)


def _no_clone(small, folder):
    (small / ".git").rename(small.parent / "past")


def _no_course(small, folder):
    commit(small, {"coursekit/left_out_of_copies.txt": None})


@pytest.mark.parametrize(
    ("situation", "words"),
    [
        (_something_is_there, r"digits is there already.\n→ Name a new folder"),
        (_no_clone, r"small is no git clone.\n→ Clone the course"),
        (_no_course, "no course, or one that is older than copies for students"),
    ],
)
def test_what_cannot_be_copied_is_a_sentence(situation, words, small, tmp_path):
    situation(small, tmp_path / "digits")
    with pytest.raises(CourseError, match=words):
        copy_course(small, tmp_path / "digits")
    assert not (tmp_path / "digits" / ".git" / "refs" / "heads" / "main").exists()


def test_an_address_that_cannot_be_read_is_a_sentence_and_changes_nothing(small, small_copy):
    with pytest.raises(CourseError, match=r"nowhere could not be read: .* internet connection"):
        update(small_copy, str(Path(small.parent, "nowhere")))
    assert git(small_copy, "status", "--porcelain") == ""
