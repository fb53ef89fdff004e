"""Shapes in which students and learning platforms hand in, and rosters as gradebooks write them."""

import zipfile

import pytest

from coursekit.errors import CourseError
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.intake.roster import load_roster

CODE = "def load_data():\n    pass\n"
ANN, BEN = "Ann Ito_12_assignsubmission_file_", "Ben_13_assignsubmission_file_"
MOODLE = {ANN: "Ann Ito_12", BEN: "Ben_13"}


def _zip(path, *names):
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, CODE)
    return path


def _zip_of(path, folder):
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder).as_posix())
    return path


def _module(folder):
    folder.mkdir(parents=True)
    (folder / "load_data.py").write_text(CODE)


def _names(*paths):
    return {one.name: bool(one.files) for one in read_submissions(list(paths))}


def test_a_class_in_which_one_student_unpacked_the_zip_is_a_class(tmp_path):
    _zip(tmp_path / "all" / ANN / "a.zip", "mnist_course/load_data.py")
    _module(tmp_path / "all" / BEN / "mnist_course")
    path = _zip_of(tmp_path / "moodle.zip", tmp_path / "all")
    assert _names(path) == {MOODLE[ANN]: True, MOODLE[BEN]: True}


@pytest.mark.parametrize("as_zip", [True, False])
def test_a_folder_around_a_class_is_seen_through(tmp_path, as_zip):
    _module(tmp_path / "all" / "submissions" / "ann" / "mnist_course")
    _zip(tmp_path / "all" / "submissions" / "ben.ZIP", "x/y/mnist_course/load_data.py")
    path = _zip_of(tmp_path / "all.zip", tmp_path / "all") if as_zip else tmp_path / "all"
    assert _names(path) == {"ann": True, "ben": True}


def test_a_class_of_one_and_a_zip_of_one_keep_their_names(tmp_path):
    _module(tmp_path / "class" / "ann" / "mnist_course")
    assert _names(tmp_path / "class") == {"ann": True}
    assert _names(tmp_path / "class" / "ann") == {"ann": True}
    one = _zip(tmp_path / "ben.zip", "digits-main/mnist_course/load_data.py", "digits-main/x/y.txt")
    assert _names(one) == {"ben": True}
    _zip(tmp_path / "moodle" / ANN / "a.zip", "mnist_course/load_data.py")
    assert _names(tmp_path / "moodle") == {MOODLE[ANN]: True}
    assert _names(_zip_of(tmp_path / "m.zip", tmp_path / "moodle")) == {MOODLE[ANN]: True}
    _module(tmp_path / "loose" / "cy")
    assert _names(tmp_path / "loose") == {"cy": True}
    (tmp_path / "bare" / "dana").mkdir(parents=True)
    assert _names(tmp_path / "bare") == {"dana": False}
    copy = ("c/mnist_course/load_data.py", "c/solutions/mnist_course/load_data.py", "c/a.zip")
    assert _names(_zip(tmp_path / "copy.zip", *copy)) == {"copy": True}


@pytest.mark.parametrize(
    "name",
    [
        "load_data.py",
        "digits/load_data.py",
        "mnist_course (1)/load_data.py",
        "MNIST_Course/load_data.py",
        "mnist_course\\load_data.py",
    ],
)
def test_files_in_no_or_in_a_renamed_folder_are_found(tmp_path, name):
    assert _names(_zip(tmp_path / "ann.zip", name)) == {"ann": True}


def test_nothing_disappears_without_a_word(tmp_path):
    folder = tmp_path / "class"
    _module(folder / "ann" / "mnist_course")
    for name in ("ben.rar", "cy.tar.gz", "dana_load_data.py"):
        (folder / name).write_bytes(b"x")
    found = {
        one.name: one.problem.sentence if one.problem else "" for one in read_submissions([folder])
    }
    # Dana's file by itself is work: it is graded.
    assert set(found) == {"ann", "ben", "cy", "dana"} and not found["dana"]
    assert "only: ben.rar" in found["ben"] and "The tar is damaged" in found["cy"]
    assert _names(_zip(tmp_path / "empty.zip")) == {"empty": False}


def test_of_two_zips_the_newer_one_counts_and_it_is_said(tmp_path):
    two = tmp_path / "class" / "ann"
    _zip(two / "a.zip", "mnist_course/load_data.py")
    _zip(two / "a (1).zip", "mnist_course/fit.py")
    (tmp_path / "class" / "ben").mkdir()
    ann, ben = read_submissions([tmp_path / "class"])
    assert set(ann.files) == {"fit.py"} and "a (1).zip counts" in ann.notes[0].sentence
    assert "ben is empty" in ben.problem.sentence


def test_a_virtual_environment_in_a_zip_is_left_out(tmp_path):
    many = (f"c/.venv/lib/m{n}.py" for n in range(20_100))
    path = _zip(tmp_path / "ann.zip", "c/mnist_course/load_data.py", *many)
    assert _names(path) == {"ann": True}


def _matched(tmp_path, roster, *names, encoding="utf-8"):
    path = tmp_path / "roster.csv"
    path.write_bytes(roster.encode(encoding))
    for name in names:
        (tmp_path / "class" / name).mkdir(parents=True)
    found = read_submissions([tmp_path / "class"], roster=load_roster(path))
    return {one.name: one.student.get("id") for one in found}, found


def test_canvas_finds_students_by_number(tmp_path):
    roster = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Digits (5)\n"
        "    Points Possible,,,,,70\n"
        '"Ito, Ann",678,s1,ann,A,\n"Groß, Jürgen",679,s2,jg,A,\n'
    )
    ids, _ = _matched(
        tmp_path,
        roster,
        "itoann_678_90001_mnist_course.zip",
        "grosjurgen_LATE_679_90002_mnist.zip",
    )
    assert ids == {"itoann_678": "678", "grosjurgen_679": "679"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_spreadsheets_semicolons_encodings_and_empty_lines_are_read(tmp_path, encoding):
    roster = "Full name;Identifier\r\nChloé Dupont;Participant 12\r\n;\r\n\r\n"
    ids, _ = _matched(
        tmp_path, roster, "Chloe\u0301 Dupont_12_assignsubmission_file_", encoding=encoding
    )
    assert list(ids.values()) == ["12"]


def test_a_longer_name_is_another_student(tmp_path):
    roster = 'name,login,id\n"Ito, Ann",ann,1\nAnn Ito-Smith,ais,2\n"Berg, Ann Marie",amb,3\n'
    ids, _ = _matched(
        tmp_path,
        roster,
        "Ann Ito_1_x",
        "Ann Ito-Smith_2_x",
        "Ann Marie Berg_77_x",
    )
    assert ids == {"Ann Ito_1_x": "1", "Ann Ito-Smith_2_x": "2", "Ann Marie Berg_77_x": "3"}


def test_a_number_from_elsewhere_does_not_outweigh_a_name(tmp_path):
    roster = "name,id\nAnn Ito,1\nBen Ode,12\n"
    ids, _ = _matched(tmp_path, roster, "Ann Ito_12_assignsubmission_file_")
    assert ids == {"Ann Ito_12": "1", "12": "12"}


def test_no_student_is_there_twice(tmp_path):
    roster = "name,id\nAnn Ito,5\n"
    names = ("Ann Ito_12_assignsubmission_file_", "Ann Ito_12_assignsubmission_onlinetext_")
    ids, _ = _matched(tmp_path, roster, *names, "ann_ito")
    assert list(ids.values()) == ["5"]


@pytest.mark.parametrize("text", ["", "who,what\nann,b\n"])
def test_a_roster_without_names_says_which_columns_it_has(tmp_path, text):
    with pytest.raises(CourseError, match=r"needs a column .* Its columns are: (none|who, what)"):
        _matched(tmp_path, text)
