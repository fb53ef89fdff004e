"""The way in by a browser: badges at one address, and a lesson in Colab whose work survives; Colab itself is simulated.

The kernel and git are real. `google.colab` is a stand-in that notes what it is asked for, and the address on GitHub
leads to a clone on this machine.
"""

import json
import os
import shutil
import subprocess
import zipfile

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

from coursekit.authoring.badges_and_colab import badge_findings, origin_note
from coursekit.authoring.build import build, stale_findings
from coursekit.authoring.site.build_site import gather
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.learning.colab import Work, missing_packages
from coursekit.manifest import ROOT, Manifest, read_manifest

ADDRESS = "https://github.com/ann-ito/digits"
_ANN = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
FAKE = {
    "__init__": "",
    "drive": """
        import os, pathlib
        def mount(place):
            if os.environ.get("NO_DRIVE"):
                raise ValueError("mount failed")
            pathlib.Path(place).symlink_to(os.environ["DRIVE"])
        """,
    "files": """
        import os, pathlib
        def view(file):
            assert pathlib.Path(file).is_file()
            print("viewed", file)
        def download(file):
            print("downloaded", pathlib.Path(file).stat().st_size)
        def upload():
            return {"work.zip": pathlib.Path(os.environ["ZIP"]).read_bytes()}
        """,
}


on_linux = pytest.mark.skipif(os.name == "nt", reason="Colab is a Linux")


@pytest.fixture(scope="module")
def addressed(tmp_path_factory):
    """Return a copy of the course that has an address and was built with it."""
    folder = tmp_path_factory.mktemp("github") / "digits"
    ignored = shutil.ignore_patterns("__pycache__", "course", "artifacts")
    for name in ("solutions", "tests", "docs", "lessons", "coursekit"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in (
        *("course.toml", "README.md", "CONTRIBUTING.md", "pyproject.toml"),
        *("CHANGELOG.md", "SECURITY.md"),
        *("requirements.txt", "constraints.txt", ".gitignore"),
    ):
        shutil.copy(ROOT / name, folder)
    (folder / "mnist_course").mkdir()
    shutil.copy(ROOT / "mnist_course" / "__init__.py", folder / "mnist_course")
    _write_address(folder, f'repository = "{ADDRESS}"\nref = "spring"')
    build(folder, force=True)
    _git(folder, "init", "-q", "-b", "spring")
    _git(folder, "add", ".")
    _git(folder, *_ANN, "commit", "-qm", "x")
    return folder


@pytest.fixture
def colab(addressed, tmp_path, monkeypatch):
    """Return a function that runs a notebook as on a fresh computer of Colab's, and returns what was shown."""
    fake = tmp_path / "packages" / "google" / "colab"
    fake.mkdir(parents=True)
    for name, text in FAKE.items():
        lines = text.strip("\n").splitlines()
        (fake / f"{name}.py").write_text("\n".join(line[8:] for line in lines))
    (tmp_path / "drive").mkdir()
    for name, value in {
        "PYTHONPATH": tmp_path / "packages",
        "DRIVE": tmp_path / "drive",
        "MNIST_COURSE_DATA": "sample",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{addressed.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": ADDRESS,
    }.items():
        monkeypatch.setenv(name, str(value))

    def run(key, *cells):
        notebook = nbformat.read(addressed / "colab" / f"{key}.ipynb", as_version=4)
        begin = next(cell for cell in notebook.cells if cell.cell_type == "code")
        load = next(cell for cell in notebook.cells if "%load_ext" in cell.source)
        notebook.cells = [begin, load, *map(new_code_cell, cells)]
        content = tmp_path / f"content_{key}"
        content.mkdir()
        NotebookClient(notebook, resources={"metadata": {"path": content}}).execute()
        return content, [cell.outputs for cell in notebook.cells]

    return run


@on_linux
def test_two_lessons_are_done_in_colab_and_the_drive_carries_the_work(colab, addressed, tmp_path):
    content, shown = colab(
        "01_load_data",
        _written("load_data"),
        "check(1)",
        '%course hand-in --quick --name "Ann Ito"',
        "%course hand-in",
    )
    first = _text(shown[0])
    assert f"viewed {content / 'digits' / 'mnist_course' / 'load_data.py'}" in first
    assert "kept on your Google Drive, in digits, after each cell" in first
    html = "".join(output.data.get("text/html", "") for output in shown[3] if "data" in output)
    assert "<strong>01 load_data</strong>" in html and "done. You can load a dataset" in html
    # Links to files and lessons would lead nowhere.
    assert "→ Next: 02" in html and "<a" not in html
    (handed_in,) = (content / "digits" / "artifacts").glob("*.zip")
    assert handed_in.name == "Ann_Ito_mnist_course.zip" and str(handed_in) in _text(shown[4])
    # Nobody can answer a question there.
    assert "Whose work is it?" in _text(shown[5])
    (found,) = read_submissions([handed_in])
    assert found.files["load_data.py"] == _reference("load_data").read_bytes()
    shutil.rmtree(content)  # The computer is gone.

    content, shown = colab("03_build_mlp", _written("build_mlp"), "check(3)", "%course")
    assert "2 files of yours are back." in _text(shown[0])
    html = "".join(output.data.get("text/html", "") for output in shown[3] if "data" in output)
    assert "<strong>03 build_mlp</strong>" in html and "done. You can build" in html
    kept = tmp_path / "drive" / "MyDrive" / "digits"
    assert (kept / "mnist_course" / "build_mlp.py").read_bytes() == _reference(
        "build_mlp"
    ).read_bytes()
    states = json.loads((kept / "progress.json").read_text())
    assert {n for n, s in states.items() if s["status"] == "passed"} >= {"load_data", "build_mlp"}


@on_linux
def test_without_a_drive_the_work_goes_home_as_a_zip_and_comes_back(colab, tmp_path, monkeypatch):
    monkeypatch.setenv("NO_DRIVE", "yes")
    end = "from coursekit.learning.colab import take_home, bring_back\n"
    content, shown = colab("01_load_data", _written("load_data"), f"{end}take_home()")
    assert "Your Google Drive is not there (mount failed)." in _text(shown[0])
    assert "downloaded" in _text(shown[3]) and "mnist_work.zip is being downl" in _text(shown[3])
    path = shutil.move(content / "digits" / "artifacts" / "mnist_work.zip", tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("mnist_course/../../outside.py", "")
    monkeypatch.setenv("ZIP", str(path))
    content, _ = colab("02_visualize", f"{end}bring_back()")
    back = content / "digits" / "mnist_course" / "load_data.py"
    assert back.read_bytes() == _reference("load_data").read_bytes()
    assert not [*tmp_path.rglob("outside.py")]


def test_elsewhere_the_first_cell_names_the_lesson_and_does_nothing(addressed, tmp_path):
    notebook = nbformat.read(addressed / "colab" / "01_load_data.ipynb", as_version=4)
    notebook.cells = [next(cell for cell in notebook.cells if cell.cell_type == "code")]
    NotebookClient(notebook, resources={"metadata": {"path": tmp_path}}).execute()
    assert "open lessons/01_load_data.ipynb." in _text(notebook.cells[0].outputs)
    assert not [*tmp_path.iterdir()]


def test_what_another_notebook_wrote_on_the_drive_is_not_overwritten(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    for name in ("a", "b"):
        _put(here, name, "stub")
    _git(here, "init", "-q")
    _git(here, "add", ".")
    _put(there, "a", "written")
    work = Work(here, there)
    _git(here, *_ANN, "commit", "-qm", "x")
    assert work.fetch() == ["mnist_course/a.py"]
    _put(there, "a", "written in another notebook")
    _put(here, "b", "written here")
    work.keep()
    assert (there / "mnist_course" / "a.py").read_text() == "written in another notebook"
    assert (there / "mnist_course" / "b.py").read_text() == "written here"
    # After a restart of the kernel, what is written here stays.
    _put(here, "a", "edited here")
    assert Work(here, there).fetch() == []
    assert (here / "mnist_course" / "a.py").read_text() == "edited here"


def test_a_drive_that_is_gone_is_told_and_the_work_is_kept_as_soon_as_it_is_back(tmp_path, capsys):
    here, there = tmp_path / "here", tmp_path / "there"
    _put(here, "a", "written")
    work = Work(here, there)
    there.write_text("no folder")
    work.keep()
    assert "could not be kept in" in capsys.readouterr().out
    there.unlink()
    work.keep()
    assert (there / "mnist_course" / "a.py").read_text() == "written"
    assert not capsys.readouterr().out


def test_only_what_is_missing_is_installed_and_never_a_jupyter(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "requirements.txt").write_text(
        '-e .\nnumpy~=1.0\nno-such-one~=2\njupyterlab~=99\nno-such-old; python_version < "3.0"\n'
    )
    assert missing_packages(tmp_path) == ["no-such-one"]


def test_every_lesson_has_its_badge_and_colab_finds_pictures_and_the_next_lesson(addressed):
    manifest, wrong = read_manifest(addressed / "course.toml")
    assert not wrong and [*stale_findings(addressed)] == []
    assert [*badge_findings(addressed, manifest)] == []
    for lesson in manifest.lessons:
        notebook = nbformat.read(addressed / lesson.notebook, as_version=4)
        link = f"github/ann-ito/digits/blob/spring/colab/{lesson.key}.ipynb"
        assert link in notebook.cells[0].source
        text = (addressed / "colab" / f"{lesson.key}.ipynb").read_text("utf-8")
        assert (
            "](../" not in text and "raw.githubusercontent.com/ann-ito/digits/spring/docs" in text
        )
        assert ("check(" in text) and "--branch=spring" in text
    assert "/blob/spring/colab/02_visualize.ipynb" in (
        addressed / "colab" / "01_load_data.ipynb"
    ).read_text("utf-8")
    readme = (addressed / "README.md").read_text("utf-8")
    assert "(https://codespaces.new/ann-ito/digits/tree/spring)" in readme


def test_on_a_site_badges_are_words_and_load_no_picture_from_elsewhere(addressed, tmp_path):
    gather(addressed, tmp_path, solutions=False)
    text = (tmp_path / "index.md").read_text("utf-8")
    text += (tmp_path / "lessons" / "01_load_data.ipynb").read_text("utf-8")
    assert "[Open in GitHub Codespaces](https://codespaces.new" in text
    assert text.count("[Open in Colab](https://colab.research.google.com/github/ann-ito") == 2
    assert "badge.svg" not in text


def test_a_fork_changes_one_line_and_check_names_what_still_points_elsewhere(addressed, tmp_path):
    fork = shutil.copytree(addressed, tmp_path / "fork", ignore=shutil.ignore_patterns(".git"))
    text = (fork / "course.toml").read_text("utf-8")
    (fork / "course.toml").write_text(text.replace("ann-ito", "bo"), "utf-8")
    manifest, _ = read_manifest(fork / "course.toml")
    found = {one.path for one in badge_findings(fork, manifest)}
    lessons = [lesson.notebook for lesson in manifest.lessons]
    assert found >= {"README.md", *lessons}
    build(fork)
    assert [*badge_findings(fork, manifest), *stale_findings(fork)] == []
    assert "ann-ito" not in "".join(path.read_text("utf-8") for path in fork.rglob("*.ipynb"))
    # A badge that somebody wrote by hand, at another branch.
    readme = (fork / "README.md").read_text("utf-8")
    (fork / "README.md").write_text(readme + "\n[x](https://codespaces.new/bo/digits/tree/old)\n")
    (one,) = badge_findings(fork, manifest)
    assert (one.path, one.rule) == ("README.md", "badge-elsewhere")


def test_without_an_address_nothing_is_shown(addressed, tmp_path):
    bare = shutil.copytree(addressed, tmp_path / "bare", ignore=shutil.ignore_patterns(".git"))
    _write_address(bare, "")
    manifest, _ = read_manifest(bare / "course.toml")
    assert [*badge_findings(bare, manifest)]
    assert bare / "colab" / "01_load_data.ipynb" in build(bare).removed
    assert [*badge_findings(bare, manifest), *stale_findings(bare)] == []
    for name in ("README.md", *(lesson.notebook for lesson in manifest.lessons)):
        assert "badge" not in (bare / name).read_text("utf-8").replace("<!-- badges -->", "")


@pytest.mark.parametrize("form", ["https://github.com/bo/digits.git", "git@github.com:bo/digits"])
def test_build_says_when_a_clone_comes_from_another_address(form, tmp_path):
    _git(tmp_path, "init", "-q")
    bare, elsewhere = (Manifest("x", (), repository=one) for one in ("", ADDRESS))
    assert origin_note(tmp_path, bare) == origin_note(tmp_path, elsewhere) == ""
    _git(tmp_path, "remote", "add", "origin", form)
    assert "Badges are not made." in origin_note(tmp_path, bare)
    said = origin_note(tmp_path, elsewhere)
    assert f"Badges open {ADDRESS}." in said
    assert 'write repository = "https://github.com/bo/digits" in course.toml' in said
    assert origin_note(tmp_path, Manifest("x", (), repository="https://github.com/Bo/digits")) == ""


@pytest.mark.parametrize(
    "line",
    [
        'repository = "github.com/ann/digits"',
        'repository = "https://github.com/ann/digits.git"',
        'repository = "https://github.com/ann/digits/"',
        "repository = 3",
        'ref = "--upload-pack=x"',
    ],
)
def test_an_address_of_another_form_is_told(line, tmp_path):
    path = tmp_path / "course.toml"
    path.write_text(f'title = "x"\n{line}\nlessons = []\n')
    manifest, (wrong,) = read_manifest(path)
    assert wrong.line == 2 and line.split()[0] in wrong.what
    assert (manifest.repository, manifest.ref) == ("", "main")


def _write_address(folder, lines):
    path = folder / "course.toml"
    kept = [
        line
        for line in path.read_text("utf-8").splitlines()
        if not line.lstrip("# ").startswith(("repository = ", "ref = "))
    ]
    path.write_text("\n".join([kept[0], *kept[1:4], lines, *kept[4:], ""]), "utf-8")


def _reference(slug):
    return ROOT / "solutions" / "mnist_course" / f"{slug}.py"


def _written(slug):
    """Return a cell in which the learner's file gets its functions, as an editor would save them."""
    return f"import shutil\n_ = shutil.copy({str(_reference(slug))!r}, course / 'mnist_course')"


def _text(outputs):
    return "".join(output.get("text", "") for output in outputs)


def _put(folder, name, text):
    path = folder / "mnist_course" / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _git(folder, *arguments):
    subprocess.run(["git", "-C", folder, *arguments], check=True)
