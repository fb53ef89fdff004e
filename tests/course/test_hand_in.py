"""`course hand-in`: the zip is what grading takes, and what is missing is said before it is too late."""

import json
import shutil
import zipfile

import pytest

from coursekit.errors import CourseError
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.learning.hand_in import hand_in
from coursekit.manifest import ROOT


@pytest.fixture
def course(tmp_path):
    """Return a course folder in which everything is written."""
    folder = tmp_path / "course"
    shutil.copytree(
        ROOT / "solutions" / "mnist_course",
        folder / "mnist_course",
        ignore=shutil.ignore_patterns("__*__"),
    )
    shutil.copytree(ROOT / "lessons", folder / "lessons")
    (folder / "artifacts").mkdir()
    (folder / "artifacts" / "hints.json").write_text('{"build_mlp": 2}')
    return folder


def test_grading_finds_in_the_zip_what_was_written_and_the_receipt_says_which(
    course, tmp_path, capsys
):
    (course / "artifacts" / "model.keras").write_bytes(b"x" * 10**6)
    assert hand_in(course, "Ann Ærø Ito", tmp_path / "out", check=False) == 0
    (path,) = (tmp_path / "out").glob("*.zip")
    assert path.name == "Ann_Ærø_Ito_mnist_course.zip"
    assert path.stat().st_size < 200_000
    (found,) = read_submissions([path])
    written = {file.name: file.read_bytes() for file in (course / "mnist_course").glob("*.py")}
    assert found.files == written and not found.notes and found.hints == {"build_mlp": 2}
    receipt = (tmp_path / "out" / "Ann_Ærø_Ito_mnist_course.receipt.txt").read_text("utf-8")
    assert found.content_hash in receipt and "made for Ann Ærø Ito on 20" in receipt
    assert "build_mlp.py: " in receipt
    said = capsys.readouterr().out
    assert str(path) in said and "!" not in said


def test_work_in_a_notebook_and_a_missing_file_are_said(course, tmp_path, capsys):
    (course / "mnist_course" / "fit.py").unlink()
    shutil.copy(ROOT / "mnist_course" / "build_mlp.py", course / "mnist_course")
    file = course / "lessons" / "03_build_mlp.ipynb"
    notebook = json.loads(file.read_text("utf-8"))
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    code["source"] = ["def build_mlp():\n", "    return 1\n"]
    file.write_text(json.dumps(notebook))
    assert hand_in(course, "ann", tmp_path, check=False) == 1
    said = capsys.readouterr().out
    assert "! mnist_course/fit.py is not there: lesson 5 has no points." in said
    assert "and not in mnist_course/: build_mlp." in said
    # It is in the zip all the same: an instructor may accept it.
    with zipfile.ZipFile(tmp_path / "ann_mnist_course.zip") as archive:
        assert "lessons/03_build_mlp.ipynb" in archive.namelist()


def test_nothing_is_no_zip(tmp_path):
    (tmp_path / "mnist_course").mkdir()
    with pytest.raises(CourseError, match="There is nothing to hand in"):
        hand_in(tmp_path, "ann", tmp_path, check=False)
    with pytest.raises(CourseError, match="Whose work is it"):
        hand_in(tmp_path, "../", tmp_path, check=False)


def test_which_lessons_are_done_is_said_and_what_can_not_be_imported(
    course, tmp_path, capsys, monkeypatch
):
    (course / "mnist_course" / "fit.py").write_text("def fit_model(:\n")
    (course / "mnist_course" / "predict.py").write_text("raise ValueError\n")
    from coursekit.learning import hand_in as module

    lessons = module.load_manifest().part("1,5")
    monkeypatch.setattr(module, "load_manifest", lambda: lessons)
    monkeypatch.setattr(
        module, "run_checks", lambda targets, learner, root: _checked(targets, learner)
    )
    assert hand_in(course, "ann", tmp_path) == 1
    said = capsys.readouterr().out
    assert "01 Load the digits: done" in said and "05 Train it: fit_model (" in said
    assert "! mnist_course/fit.py can't be imported, and has no points then" in said


def _checked(targets, learner):
    from coursekit.checks.run import run_checks

    return run_checks(targets, learner, ROOT)
