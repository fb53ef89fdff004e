"""What lies beside a learner's functions, or is packed in a strange way, is left out, reported, and harms nobody."""

import os
import shutil
import stat
import sys
import zipfile

import pytest

from coursekit.checks.results import by_function
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.score import earned
from tests.course.corpus import judged, reference

pytest.importorskip("psutil", reason="needs the extra [grade]")
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("bwrap"), reason="needs bubblewrap, on Linux"
)

_ENDS = "import os\nos._exit(0)\n"
_DOES_NOTHING = "\n\ndef scale_images(images):\n    return images\n"


def files_beside(folder):
    """Put there what pytest and Python read by themselves, and packages that hide the real ones."""
    _package(folder)
    for name in ("conftest.py", "sitecustomize.py", "usercustomize.py", "numpy.py", "pytest.py"):
        (folder / name).write_text(_ENDS)
    for name in ("coursekit", "tensorflow", "keras", "tests"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(_ENDS)
    for name in ("pytest.ini", "tox.ini", "setup.cfg", "pyproject.toml"):
        (folder / name).write_text("[pytest]\naddopts = --collect-only\n")
    (folder / "evil.pth").write_text(_ENDS)


def files_inside(folder):
    """Put the same into the package, where Python files are taken."""
    package = _package(folder)
    for name in ("conftest.py", "sitecustomize.py", "numpy.py", "keras.py", "coursekit.py"):
        (package / name).write_text(_ENDS)
    (package / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n")


def blank_lines(folder):
    """Write 60,000 empty lines: a search that goes back and forth over them takes minutes."""
    (_package(folder) / "load_data.py").write_text("\n" * 60_000 + _DOES_NOTHING)


def link_to_a_file(folder):
    """Hand in a link to what another one wrote."""
    package = _package(folder)
    (package / "load_data.py").rename(folder / "other.py")
    (package / "load_data.py").symlink_to(folder / "other.py")


def pipe(folder):
    """Hand in a pipe: whoever reads it waits for ever."""
    package = _package(folder)
    (package / "load_data.py").unlink()
    os.mkfifo(package / "load_data.py")


def long_file(folder):
    """Hand in a file of 100 MB."""
    with (_package(folder) / "load_data.py").open("wb") as file:
        file.truncate(100 * 2**20)


def link_to_a_folder(folder):
    """Hand in a link to another one's folder."""
    _package(folder / "other")
    (folder / "mine").mkdir()
    (folder / "mine" / "mnist_course").symlink_to(folder / "other" / "mnist_course")
    return folder / "mine"


def names_that_lead_elsewhere(folder):
    """Pack names with `..`, absolute names, and names on which Python's zipfile never ends."""
    other = {
        f"{n}/load_data.py": _ENDS for n in ("..", "/tmp", "//a", "mnist_course/..", "a/" * 900)
    }
    return _zip(folder, other)


def link_in_a_zip(folder):
    """Pack a link."""
    entry = zipfile.ZipInfo("mnist_course/load_data.py")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return _zip(folder, {entry: "/etc/passwd", "mnist_course/fit.py": "x = 1"}, whole=False)


def zip_bomb(folder):
    """Pack a gigabyte of nothing."""
    with zipfile.ZipFile(folder / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mnist_course/fit.py", "x = 1")
        with archive.open("mnist_course/load_data.py", "w") as file:
            for _ in range(256):
                file.write(bytes(2**22))
    return folder / "x.zip"


def zip_with_endless_list(folder):
    """Pack a zip whose list of files is long, and takes no room."""
    entry = b"PK\x01\x02" + bytes(24) + b"\x01\x00" + bytes(16) + b"a"
    size = (len(entry) * 10**6).to_bytes(4, "little")
    inner = entry * 10**6 + b"PK\x05\x06" + bytes(4) + b"\xff\xff" * 2 + size + bytes(6)
    return _zip(folder, {"student/x.zip": inner}, whole=False)


def two_of_one_name(folder):
    """Pack two files of one name, so that either may count."""
    with zipfile.ZipFile(folder / "x.zip", "w") as archive:
        archive.writestr("mnist_course/load_data.py", reference()["load_data.py"])
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("mnist_course/load_data.py", _DOES_NOTHING.encode())
    return folder / "x.zip"


def two_packages(folder):
    """Hand in two packages, so that either may count."""
    _package(folder / "a" / "one")
    _package(folder / "a" / "two")
    _package(folder / "ann")
    return folder


def not_a_zip(folder):
    """Hand in a zip that is none, beside which others are to be graded."""
    (folder / "eve.zip").write_bytes(b"PK\x03\x04 nothing of the kind")
    _package(folder / "ann")
    return folder


REPORTED = {
    files_beside: "Not used: conftest.py.",
    files_inside: "Not used: pytest.ini.",
    blank_lines: "",
    link_to_a_file: "load_data.py is a link",
    pipe: "load_data.py is not a file",
    long_file: "load_data.py is longer than",
    link_to_a_folder: "It is a link",
    names_that_lead_elsewhere: "Not used: 5 files whose names lead elsewhere",
    link_in_a_zip: "load_data.py is a link",
    zip_bomb: "load_data.py is longer than",
    zip_with_endless_list: "list of files is too long",
    two_of_one_name: "two files of the same name",
    two_packages: "more than one folder mnist_course",
    not_a_zip: "The zip is damaged",
}


@pytest.mark.parametrize("build", REPORTED, ids=lambda build: build.__name__)
def test_only_the_functions_count(build, tmp_path):
    path = build(tmp_path) or tmp_path
    before = sorted(path.parent.rglob("*"))
    submissions = read_submissions([path])
    found = [[one.problem, *one.notes] for one in submissions]
    said = [" ".join(problem.sentence for problem in each if problem) for each in found]
    assert any(REPORTED[build] in one for one in said), said
    assert sorted(path.parent.rglob("*")) == before
    # Another one's work never becomes this one's, and what is left out leaves nothing.
    for submission in submissions:
        if submission.name != "ann":
            assert submission.files.get("load_data.py") != reference()["load_data.py"]
            assert not submission.problem or not submission.files


@pytest.mark.parametrize(
    "build", [files_beside, files_inside, blank_lines], ids=lambda b: b.__name__
)
def test_it_is_graded_as_if_nothing_else_were_there(build, tmp_path):
    build(tmp_path)
    (submission,) = read_submissions([tmp_path])
    with judged({"it": (submission.files, ("01",), "bwrap")}) as verdicts:
        verdict = verdicts["it"].result()
    points = {name: earned(group) for (_, name), group in by_function(verdict.results).items()}
    others = 0 if build is blank_lines else 6
    assert points["scale_images"] == 0 and sum(points.values()) == pytest.approx(others)
    assert not verdict.processes and not verdict.files
    assert all(result.passed for result in verdict.next_one)


def _package(folder):
    """Write the reference with a function that does nothing, and return the package's folder."""
    package = folder / "mnist_course"
    package.mkdir(parents=True)
    for name, content in reference().items():
        (package / name).write_bytes(content)
    with (package / "load_data.py").open("a") as file:
        file.write(_DOES_NOTHING)
    return package


def _zip(folder, files, whole=True):
    with zipfile.ZipFile(folder / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        if whole:
            archive.writestr("mnist_course/load_data.py", _DOES_NOTHING)
    return folder / "x.zip"
