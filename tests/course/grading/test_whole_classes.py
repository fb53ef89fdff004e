"""A platform's download that lies in a class is no student's work; what a student hands in is no class."""

import pytest

from coursekit.grading.class_rules import ClassRules
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.problems import GradingCode
from coursekit.grading.score import Grade
from coursekit.grading.told_after_the_run import told_after_the_run
from tests.course.grading.made_up import CORE
from tests.course.grading.test_intake_shapes import (
    ANN,
    BEN,
    YML,
    mark_of,
    module,
    notebook,
    package,
    tarred,
    write,
    zipped,
)

DOWNLOADS = {
    "canvas": {
        "itoann_678_901_c.zip": package("a"),
        "odeben_LATE_679_902_load_data.py": module("b"),
    },
    "canvas without names": {"anon_a1_901_c.zip": package("a"), "anon_b2_902_c.zip": package("b")},
    "moodle": {f"{ANN}/c.zip": package("a"), f"{BEN}/load_data.py": module("b")},
    "moodle without folders": {f"{ANN}c.zip": package("a"), f"{BEN}load_data.py": module("b")},
    "moodle without names": {
        "Participant_12_assignsubmission_file_/c.zip": package("a"),
        "Participant_13_assignsubmission_file_/c.zip": package("b"),
    },
    "blackboard": {
        "Digits_ann_attempt_2026-11-10-14-25-12.txt": "x",
        "Digits_ann_attempt_2026-11-10-14-25-12_c.zip": package("a"),
        "Digits_ben_attempt_2026-11-10-14-25-12_c.zip": package("b"),
    },
    "gradescope": {
        "assignment_5_export/submission_metadata.yml": YML,
        **package("a", "assignment_5_export/submission_1/mnist_course/"),
        **package("b", "assignment_5_export/submission_2/"),
    },
    "made on a Mac": {
        "submissions/itoann_678_901_c.zip": package("a"),
        "submissions/odeben_679_902_c.zip": package("b"),
        "submissions/.DS_Store": "x",
        "__MACOSX/submissions/._itoann_678_901_c.zip": "x",
    },
}


def as_folder(files):
    return {f"week 1/{name}": content for name, content in files.items()}


def as_zip(files):
    return {"week 1.zip": files}


@pytest.mark.parametrize("form", [as_zip, as_folder])
@pytest.mark.parametrize("platform", DOWNLOADS)
def test_a_download_beside_submissions_is_told_and_counts_as_nobodys(platform, form, tmp_path):
    write(tmp_path, {**form(DOWNLOADS[platform]), "cy.zip": package("c"), "roster.csv": "login\n"})
    cy, week = read_submissions([tmp_path])
    assert mark_of(cy) == "c" and not cy.problem
    assert week.name == "week 1" and not week.files
    assert week.problem.code is GradingCode.WHOLE_CLASS
    given = next(iter(form({"x": "x"}))).split("/")[0]
    said = [
        one.format(given) for one in ("{} is a platform's download", "`course grade FOLDER {}`")
    ]
    grades = [Grade(one, None, ClassRules(CORE)) for one in (cy, week)]
    (line,) = told_after_the_run(grades, None, "")
    assert all(text in line for text in said), line


@pytest.mark.parametrize("form", [as_zip, as_folder])
@pytest.mark.parametrize("platform", DOWNLOADS)
def test_a_download_that_is_all_there_is_is_the_class(platform, form, tmp_path):
    files = form(DOWNLOADS[platform])
    write(tmp_path / "submissions", {**files, "gradebook.csv": "x"})
    (tmp_path / "zip.zip").write_bytes(zipped(files))
    for path in (tmp_path / "submissions", tmp_path / "zip.zip"):
        found = read_submissions([path])
        assert sorted(mark_of(one) for one in found) == ["a", "b"], path


OWN = {
    "package": package("a"),
    "package in a folder": package("a", "digits-main/mnist_course/"),
    "files of several lessons": {f"{name}.py": module("a") for name in ("load_data", "fit")},
    "a folder for each lesson": {
        "lesson_01/load_data.py": module("a"),
        "lesson_05/fit.py": module("a"),
    },
    "a zip for each lesson": {
        "lesson_01_1.zip": {"load_data.py": module("a")},
        "lesson_05_2.zip": {"fit.py": module("a")},
    },
    "pictures with numbers": {
        **package("a"),
        "loss_10_1_run.png": "x",
        "accuracy_20_2_run.png": "x",
        "mlp_784_10_first.ipynb": notebook("1"),
    },
    "files that Canvas named": {
        "itoann_678_901_load_data.py": module("a"),
        "itoann_678_902_mnist_course.zip": package("a"),
    },
    "what came back from Moodle": {f"{ANN}/mnist_course.zip": package("a")},
    "names as Canvas's, of one exercise": {
        "exercise_1_1_c.zip": package("a"),
        "exercise_2_1_c.zip": package("a"),
    },
    "another's beside the own": {**package("a"), "odeben_679_902_x.pdf": "x"},
    "a list that says it is Gradescope's": {**package("a"), "submission_metadata.yml": "{"},
    "tar": None,
}


BY_ITSELF = [
    *("package", "package in a folder", "files of several lessons", "pictures with numbers"),
    *("another's beside the own", "tar"),
]
"""Of the others, nothing but `--single` can tell that they are no class when they are all that is given."""


def handed_in(own):
    return {"ann.tar.gz": tarred(package("a"))} if OWN[own] is None else {"ann.zip": OWN[own]}


@pytest.mark.parametrize("others", [{}, {"ben.zip": package("b")}], ids=["alone", "beside Ben"])
@pytest.mark.parametrize("own", OWN)
def test_what_one_student_hands_in_is_no_class_in_a_class(own, others, tmp_path):
    write(tmp_path, {**handed_in(own), **others})
    ann, *rest = read_submissions([tmp_path])
    assert ann.name == "ann" and mark_of(ann) == "a" and not ann.problem
    assert [one.name for one in rest] == ["ben"] * len(others)


@pytest.mark.parametrize("own", BY_ITSELF)
def test_what_one_student_hands_in_is_no_class_by_itself(own, tmp_path):
    write(tmp_path, handed_in(own))
    (ann,) = read_submissions([*tmp_path.iterdir()])
    assert ann.name == "ann" and mark_of(ann) == "a" and not ann.problem


@pytest.mark.parametrize("platform", [one for one in DOWNLOADS if one != "made on a Mac"])
def test_a_zip_that_was_unpacked_there_too_makes_no_class_one_student(platform, tmp_path):
    files = {
        name.removeprefix("assignment_5_export/"): one for name, one in DOWNLOADS[platform].items()
    }
    write(tmp_path, {**files, **package("stray")})
    assert {"a", "b"} <= {mark_of(one) for one in read_submissions([tmp_path])}


@pytest.mark.parametrize("name", ["damaged.zip", "metadata.zip", "twice.zip"])
def test_a_zip_that_is_alone_and_damaged_keeps_its_name(name, tmp_path):
    write(tmp_path / "class", {"damaged.zip": "x"} if name == "damaged.zip" else {name: {}})
    (one,) = read_submissions([tmp_path / "class"])
    assert one.name == name.removesuffix(".zip") and one.problem


def test_single_is_single_whatever_lies_in_it(tmp_path):
    write(tmp_path / "ann", DOWNLOADS["canvas"])
    (one,) = read_submissions([tmp_path / "ann"], single=True)
    assert one.name == "ann" and one.files
