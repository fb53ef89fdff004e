"""`course update` takes a newer course into real git clones, and nothing that the learner did is lost."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.errors import CourseError
from coursekit.learning.update import update
from coursekit.manifest import ROOT

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

NOTEBOOK, NOTEBOOK_KEPT = "lessons/03_build_mlp.ipynb", "lessons/03_build_mlp.mine.ipynb"
STUB, OTHER_STUB = "mnist_course/fit.py", "mnist_course/compile.py"
FIRST = {
    NOTEBOOK: "notebook 1",
    "lessons/04_compile.ipynb": "untouched by newer courses",
    STUB: "stub 1",
    OTHER_STUB: "other stub 1",
    "coursekit/cli.py": "code 1",
    "docs/old.md": "to be deleted",
    "requirements.txt": "tensorflow",
    ".gitignore": "artifacts/\n",
}
SECOND = {
    NOTEBOOK: "notebook 2",
    STUB: "stub 2",
    OTHER_STUB: "other stub 2",
    "coursekit/cli.py": "code 2",
    "docs/old.md": None,
    "lessons/08_noise.ipynb": "a new lesson",
}


def git(folder, *args):
    name = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")
    command = ["git", *name, *args]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, newline="\n")


def publish(folder, files):
    write(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "A course")


def contents(folder):
    """Return all files but git's own."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def after(*changes):
    """Return what the files should be after changes to the first course."""
    merged = {name: text for change in (FIRST, *changes) for name, text in change.items()}
    return {name: text for name, text in merged.items() if text is not None}


@pytest.fixture
def course(tmp_path):
    """Return a course's repository."""
    folder = tmp_path / "course"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    publish(folder, FIRST)
    return folder


@pytest.fixture
def mine(course, tmp_path):
    """Return a learner's clone of it."""
    git(tmp_path, "clone", "--quiet", str(course), "mine")
    return tmp_path / "mine"


def test_an_untouched_clone_becomes_the_newer_course(course, mine):
    publish(course, SECOND)
    lines = update(mine)
    assert contents(mine) == after(SECOND)
    assert git(mine, "rev-parse", "HEAD") == git(course, "rev-parse", "HEAD")
    assert git(mine, "status", "--porcelain") == ""
    assert lines == ["6 files are the newer course's now.", "New: lessons/08_noise.ipynb"]


MY_STUB = {STUB: "my own fit"}
MY_NOTEBOOK = {NOTEBOOK: "notebook 1 with my cells"}
MY_EDITS = {**MY_STUB, **MY_NOTEBOOK, "lessons/04_compile.ipynb": "opened", "progress.json": "{}"}
MY_EDITS_UPDATED = after(
    SECOND, MY_EDITS, {NOTEBOOK: "notebook 2", NOTEBOOK_KEPT: MY_NOTEBOOK[NOTEBOOK]}
)


def _uncommitted(folder):
    pass


def _staged(folder):
    git(folder, "add", "--all")


def _committed(folder):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "My work")


STATES = [_uncommitted, _staged, _committed]


@pytest.mark.parametrize("state", STATES)
def test_edits_stay_and_the_rest_is_newer(state, course, mine):
    publish(course, SECOND)
    write(mine, MY_EDITS)
    state(mine)
    lines = update(mine)
    assert contents(mine) == MY_EDITS_UPDATED
    assert lines[2:] == [
        f"{NOTEBOOK} was edited: yours is kept as {NOTEBOOK_KEPT}.",
        f"{STUB} is yours and stays. There is a newer stub: `course reset fit` brings it, and keeps yours.",
    ]


@pytest.mark.parametrize("state", [_uncommitted, _staged])
def test_without_commits_of_their_own_the_branch_is_the_newer_course(state, course, mine):
    publish(course, SECOND)
    write(mine, MY_EDITS)
    state(mine)
    update(mine)
    assert git(mine, "rev-parse", "HEAD") == git(course, "rev-parse", "HEAD")
    assert git(mine, "status", "--porcelain").splitlines() == [
        " M lessons/04_compile.ipynb",
        f" M {STUB}",
        f"?? {NOTEBOOK_KEPT}",
        "?? progress.json",
    ]


def test_the_learners_commits_and_the_newer_course_are_merged(course, mine):
    publish(course, SECOND)
    write(mine, MY_EDITS)
    _committed(mine)
    own = git(mine, "rev-parse", "HEAD")
    update(mine)
    parents = git(mine, "log", "-1", "--format=%P").split()
    assert parents == [own.strip(), git(course, "rev-parse", "HEAD").strip()]
    assert git(mine, "status", "--porcelain") == f"?? {NOTEBOOK_KEPT}\n"


@pytest.mark.parametrize("state", STATES)
def test_a_second_update_in_a_row_works_like_the_first(state, course, mine):
    publish(course, SECOND)
    write(mine, MY_EDITS)
    state(mine)
    update(mine)
    assert update(mine) == ["This is the newest course that origin has."]
    third = {"coursekit/cli.py": "code 3", NOTEBOOK: "notebook 3", OTHER_STUB: "other stub 3"}
    publish(course, third)
    write(mine, {NOTEBOOK: "notebook 2 with my cells"})
    lines = update(mine)
    second_place = NOTEBOOK_KEPT.replace(".mine.", ".mine2.")
    assert contents(mine) == {**MY_EDITS_UPDATED, **third, second_place: "notebook 2 with my cells"}
    assert lines[1:] == [f"{NOTEBOOK} was edited: yours is kept as {second_place}."]


def test_lost_files_come_back(course, mine):
    publish(course, SECOND)
    write(mine, {STUB: None, "coursekit/cli.py": None, "lessons/04_compile.ipynb": None})
    update(mine)
    assert contents(mine) == after(SECOND)


def test_a_committed_deletion_stays_until_the_file_changes(course, mine):
    write(mine, {"lessons/04_compile.ipynb": None, "coursekit/cli.py": None})
    _committed(mine)
    publish(course, SECOND)
    assert update(mine)[0] == f"{len(SECOND)} files are the newer course's now."
    assert contents(mine) == after(SECOND, {"lessons/04_compile.ipynb": None})
    assert git(mine, "status", "--porcelain") == ""


def test_an_edited_file_that_is_not_the_learners_is_put_into_backups(course, mine):
    write(mine, {"coursekit/cli.py": "my patch", "docs/old.md": "my notes"})
    publish(course, SECOND)
    lines = update(mine)
    assert not (mine / "docs/old.md").exists()
    for name, text in (("coursekit/cli.py", "my patch"), ("docs/old.md", "my notes")):
        (kept,) = (mine / "artifacts" / "backups").glob(f"*/{name}")
        assert kept.read_text() == text
        assert f"{name} was edited: yours is kept as {kept.relative_to(mine).as_posix()}." in lines


def test_a_file_of_the_learners_where_the_newer_course_has_one_is_kept(course, mine):
    write(mine, {"lessons/08_noise.ipynb": "mine", "mnist_course/noise.py": "mine"})
    publish(course, {**SECOND, "mnist_course/noise.py": "stub"})
    update(mine)
    assert (mine / "lessons/08_noise.mine.ipynb").read_text() == "mine"
    assert (mine / "lessons/08_noise.ipynb").read_text() == "a new lesson"
    assert (mine / "mnist_course/noise.py").read_text() == "mine"


def test_what_the_learner_had_already_is_not_put_aside(course, mine):
    publish(course, SECOND)
    write(mine, {NOTEBOOK: "notebook 2", "lessons/08_noise.ipynb": "a new lesson", STUB: "stub 2"})
    lines = update(mine)
    assert contents(mine) == after(SECOND) and not any("kept" in line for line in lines)
    assert git(mine, "status", "--porcelain") == ""


def test_line_ends_of_windows_are_no_edits(course, mine):
    git(mine, "config", "core.autocrlf", "true")
    publish(course, {STUB: "a\nb\n", NOTEBOOK: "a\nb\n"})
    update(mine)
    assert (mine / STUB).read_bytes() == b"a\r\nb\r\n"
    publish(course, {STUB: "a\nc\n", NOTEBOOK: "a\nc\n"})
    assert update(mine) == ["2 files are the newer course's now."]
    assert (mine / NOTEBOOK).read_bytes() == b"a\r\nc\r\n"


def test_names_of_any_letters_work(course, mine):
    publish(course, {"docs/Übung 1.md": "1"})
    update(mine)
    write(mine, {"docs/Übung 1.md": "mine"})
    publish(course, {"docs/Übung 1.md": "2"})
    update(mine)
    assert (mine / "docs/Übung 1.md").read_text() == "2"


def test_changed_packages_are_told(course, mine):
    publish(course, {"requirements.txt": "tensorflow\nkeras"})
    (*_, last) = update(mine)
    assert f'"{sys.executable}" -m pip install -r requirements.txt' in last


def test_another_source_can_be_named(course, mine, tmp_path):
    shutil.copytree(course, tmp_path / "elsewhere")
    publish(tmp_path / "elsewhere", SECOND)
    assert "newest" in update(mine)[0]
    update(mine, str(tmp_path / "elsewhere"))
    assert contents(mine) == after(SECOND)


def test_a_repository_made_from_a_template_is_updated(course, mine, tmp_path):
    (mine / ".git").rename(mine.parent / "history")
    git(mine, "init", "--quiet")
    publish(mine, {})
    write(mine, MY_EDITS)
    publish(course, SECOND)
    update(mine, str(course))
    assert contents(mine) == MY_EDITS_UPDATED
    assert "newest" in update(mine, str(course))[0]


def _no_clone(mine):
    (mine / ".git").rename(mine.parent / "history")


def _no_remote(mine):
    git(mine, "remote", "remove", "origin")


def _unreachable(mine):
    git(mine, "remote", "set-url", "origin", str(mine.parent / "nowhere"))


def _strange(mine):
    (mine / ".git").rename(mine.parent / "history")
    git(mine, "init", "--quiet")
    publish(mine, {"other": "files"})
    git(mine, "remote", "add", "origin", str(mine.parent / "course"))


def _staged_and_edited(mine):
    write(mine, {STUB: "one"})
    git(mine, "add", STUB)
    write(mine, {STUB: "two"})


def _unfinished_merge(mine):
    git(mine, "checkout", "--quiet", "-b", "other")
    publish(mine, {STUB: "one"})
    git(mine, "checkout", "--quiet", "main")
    publish(mine, {STUB: "two"})
    subprocess.run(["git", "merge", "other"], cwd=mine, capture_output=True)


def _folder_in_the_way(mine):
    write(mine, {"lessons/08_noise.ipynb/mine.txt": "mine"})


def _file_in_the_way(mine):
    write(mine, {"new": "mine"})


def _git_is_busy(mine):
    (mine / ".git" / "index.lock").touch()


REFUSALS = [
    (_no_clone, "no git clone.*copy your mnist_course"),
    (_no_remote, "course update --from"),
    (_unreachable, "origin could not be read: .*nowhere.* internet connection"),
    (_strange, "did not begin as a copy of the course"),
    (_staged_and_edited, f"{STUB} is staged in one version.*Commit it"),
    (_unfinished_merge, f"{STUB} is staged.*in the middle of a merge"),
    (_folder_in_the_way, "in the way of the new lessons/08_noise.ipynb"),
    (_file_in_the_way, "in the way of the new new/file"),
    (_git_is_busy, "index.lock"),
]


@pytest.mark.parametrize(("situation", "words"), REFUSALS)
def test_what_cannot_be_done_is_a_sentence_and_changes_nothing(situation, words, course, mine):
    publish(course, {**SECOND, "new/file": "2"})
    write(mine, MY_EDITS)
    situation(mine)
    before = contents(mine)
    in_git = [] if situation is _no_clone else [_state(mine)]
    with pytest.raises(CourseError, match=words) as error:
        update(mine)
    assert "\n" not in str(error.value)
    assert contents(mine) == before
    assert not in_git or in_git == [_state(mine)]


def _state(folder):
    return git(folder, "rev-parse", "HEAD"), git(folder, "status", "--porcelain")


def test_without_git_it_says_where_to_get_it(mine, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CourseError, match=r"needs git. Install it from git-scm.com"):
        update(mine)


def test_an_update_that_breaks_off_leaves_the_folder_as_it_was(course, mine, monkeypatch):
    publish(course, SECOND)
    write(mine, MY_EDITS)
    before, in_git = contents(mine), _state(mine)
    unlink, gone = Path.unlink, []

    def full_disk(path, missing_ok=False):
        if len(gone) == 3:
            gone.append(None)
            raise OSError("No space left on device")
        gone.append(path)
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", full_disk)
    with pytest.raises(OSError, match=r"No space left"):
        update(mine)
    assert contents(mine) == before and _state(mine) == in_git


def test_the_command_updates_a_clone_of_this_course(tmp_path):
    """The real course: its own code is what runs, and is replaced while it does."""
    for name in ("coursekit", "course.toml", "mnist_course"):
        source, target = ROOT / name, tmp_path / "course" / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    git(tmp_path / "course", "init", "--quiet")
    publish(tmp_path / "course", {})
    git(tmp_path, "clone", "--quiet", "course", "mine")
    publish(
        tmp_path / "course", {"coursekit/new.py": "", "coursekit/learning/update.py": "broken("}
    )
    write(tmp_path / "mine", MY_STUB)
    run = subprocess.run(
        [sys.executable, "-c", "from coursekit.cli import main; main()", "update"],
        cwd=tmp_path / "mine",
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (run.returncode, run.stdout) == (0, "2 files are the newer course's now.\n"), run.stderr
    assert (tmp_path / "mine" / "coursekit" / "new.py").exists()
    assert (tmp_path / "mine" / STUB).read_text() == "my own fit"


def test_newer_checks_of_several_lessons_are_one_line(course, mine):
    publish(course, {"tests/lesson_03/test_a.py": "1", "tests/lesson_10/test_b.py": "1"})
    assert update(mine) == [
        "2 files are the newer course's now.",
        "Lessons 3, 10 have newer checks: `course check` says what passes now.",
    ]


def test_work_in_a_file_that_the_newer_course_lacks_stays_and_is_told(course, mine):
    write(mine, MY_STUB)
    publish(course, {STUB: None})
    assert update(mine) == [
        "0 files are the newer course's now.",
        f"{STUB} is yours and stays. The newer course has no such file any more.",
    ]
    assert (mine / STUB).read_text() == MY_STUB[STUB]
