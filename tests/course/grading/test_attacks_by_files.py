"""What lies beside a learner's functions, or is packed in a strange way, is left out, reported, and harms nobody."""

import io
import json
import os
import re
import shutil
import socket
import stat
import struct
import sys
import time
import zipfile
from pathlib import Path

import pytest

from coursekit.checks.results import by_function
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.kept_runs import record_of
from coursekit.grading.points import earned_share
from coursekit.grading.score import Grade
from coursekit.grading.unused_imports import without_unused_imports
from coursekit.manifest import ROOT, load_manifest
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


def two_of_one_name_in_a_class(folder):
    """Pack a class in which one student has a file and a folder of one name: neither may keep a neighbour from being read."""
    ann = {f"class/ann/mnist_course/{name}": text for name, text in reference().items()}
    eve = {"class/eve/a": "x", "class/eve/a/b": "x", "class/eve/mnist_course/fit.py": "x = 1"}
    return _zip(folder, {**ann, **eve}, whole=False)


def two_packages(folder):
    """Hand in two packages, so that either may count."""
    _package(folder / "a" / "one")
    _package(folder / "a" / "two")
    _package(folder / "ann")
    return folder


def link_called_zip(folder):
    """Hand in links called zips: to the reference, to a neighbour's zip, to a device."""
    _zip(folder, {}).rename(folder / "ann.zip")
    (folder / "eve").mkdir()
    (folder / "eve" / "hw.zip").symlink_to(ROOT / "solutions", target_is_directory=True)
    (folder / "fay.zip").symlink_to(folder / "ann.zip")
    (folder / "gil.zip").symlink_to("/dev/zero")
    (folder / "hal.zip").symlink_to("nowhere")
    return folder


def link_for_a_student(folder):
    """Hand in a link to another student's folder."""
    _package(folder / "class" / "ann")
    (folder / "class" / "eve").symlink_to("ann")
    return folder / "class"


def path_that_is_a_link(folder):
    """Hand in a link where the shell lists what was handed in: course grade class/*."""
    _package(folder / "ann")
    (folder / "eve").symlink_to("ann")
    return folder / "eve"


def pipe_called_zip(folder):
    """Hand in a pipe and a socket called zips."""
    _package(folder / "ann")
    os.mkfifo(folder / "eve.zip")
    with socket.socket(socket.AF_UNIX) as end:
        # The whole path would be too long for a socket's name.
        here = Path.cwd()
        os.chdir(folder)
        end.bind("fay.zip")
        os.chdir(here)
    return folder


def hard_link(folder):
    """Hand in another name of a neighbour's file, as a tar can hold it."""
    package = _package(folder / "ann")
    (folder / "eve" / "mnist_course").mkdir(parents=True)
    os.link(package / "fit.py", folder / "eve" / "mnist_course" / "fit.py")
    return folder


def folder_that_is_a_link_in_a_zip(folder):
    """Pack a link in place of the package, and a device in place of a file."""
    entry = zipfile.ZipInfo("mnist_course")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return _zip(folder, {entry: "/etc"}, whole=False)


def device_in_a_zip(folder):
    """Pack a device."""
    entry = zipfile.ZipInfo("mnist_course/load_data.py")
    entry.external_attr = (stat.S_IFCHR | 0o666) << 16
    return _zip(folder, {entry: "x = 1", "mnist_course/fit.py": "x = 1"}, whole=False)


def names_with_an_end_inside(folder):
    """Pack a name with a NUL, behind which some programs see nothing."""
    path = _zip(folder, {"mnist_course/load_data.py#.txt": _ENDS, "mnist_course/fit.py": "x = 1"})
    path.write_bytes(path.read_bytes().replace(b".py#.txt", b".py\0.txt"))
    return path


def names_that_some_take_for_one(folder):
    """Pack names that are one name for systems without capital letters."""
    return _zip(folder, {"mnist_course/LOAD_DATA.py": _ENDS, "mnist_course/Load_Data.py": _ENDS})


def file_and_folder_of_one_name(folder):
    """Pack a folder that has the name of a file."""
    return _zip(folder, {"mnist_course/load_data.py/fit.py": _ENDS})


def sizes_that_lie(folder):
    """Pack a file that is said to have another length than it has."""
    path = _zip(folder, {"mnist_course/fit.py": "x = 1"})
    content = path.read_bytes()
    at = content.rindex(b"PK\x01\x02")  # The last one is load_data.py.
    path.write_bytes(content[: at + 24] + struct.pack("<L", 5) + content[at + 28 :])
    return path


def with_a_password(folder):
    """Pack a file that is said to have a password."""
    path = _zip(folder, {})
    content = path.read_bytes()
    at = content.rindex(b"PK\x01\x02")
    path.write_bytes(content[: at + 8] + b"\x01" + content[at + 9 :])
    return path


def packed_by_other_methods(folder):
    """Pack 64 MB of nothing in less than 1 KB, and a file by a method that Python does not know."""
    with zipfile.ZipFile(folder / "x.zip", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("mnist_course/fit.py", "x = 1", zipfile.ZIP_STORED)
        archive.writestr("mnist_course/load_data.py", bytes(2**26))
    # zstd.
    entry = zipfile.ZipInfo("mnist_course/predict.py")
    with zipfile.ZipFile(folder / "x.zip", "a") as archive:
        archive.writestr(entry, "x = 1", zipfile.ZIP_STORED)
        archive.getinfo(entry.filename).compress_type = 93
    return folder / "x.zip"


def lengths_of_64_bits(folder):
    """Pack an end that says that the list lies 2**63 bytes further on."""
    path = _zip(folder, {})
    content = path.read_bytes()
    end = content.rindex(b"PK\x05\x06")
    big = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 2**63, 2**63)
    where = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    last = content[end : end + 8] + b"\xff" * 12 + content[end + 20 :]
    path.write_bytes(content[:end] + big + where + last)
    return path


def one_body_for_many_names(folder):
    """Pack a list in which 200,000 names share one file's content, in 14 MB."""
    path = _zip(folder, {})
    return _with_names(path, (f"mnist_course/a/m{n:06d}.py" for n in range(200_000)))


def picture_and_zip(folder):
    """Pack a zip behind the beginning of a picture, so that it is both."""
    path = _zip(folder, {})
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1000) + path.read_bytes())
    return path


def zips_in_zips(folder):
    """Pack zips into zips, ten deep: who looks into all never ends."""
    content = _zip(folder, {}).read_bytes()
    for _ in range(10):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("x.zip", content)
        content = packed.getvalue()
    (folder / "x.zip").write_bytes(content)
    return folder / "x.zip"


def wide_zip(folder):
    """Pack 19,000 folders: who goes through all names for each never ends."""
    path = _zip(folder, {"x.txt": ""}, whole=False)
    _with_names(path, (f"{n}/" for n in range(19_000)))
    return folder


def wide_folder(folder):
    """Hand in 5,000 folders, and no package."""
    for n in range(5000):
        (folder / "eve" / f"{n}").mkdir(parents=True)
    _package(folder / "ann")
    return folder


def many_odd_files(folder):
    """Hand in so many odd files that notes about them would fill a table."""
    _package(folder)
    for n in range(1000):
        (folder / f"{n}.pth").touch()


def long_names(folder):
    """Pack a module's name that no file system takes."""
    return _zip(folder, {f"mnist_course/{'a' * 257}.py": "x = 1"})


def much_in_many_files(folder):
    """Hand in what was learned elsewhere, in files of which each is short enough."""
    package = _package(folder)
    for n in range(8):
        (package / f"a{n}.py").write_bytes(b"#" * 60 * 2**10)


def results_of_its_own(folder):
    """Hand in grades with a seed that is known."""
    _package(folder)
    (folder / "grades" / "results").mkdir(parents=True)
    (folder / "grades" / "run.json").write_text('{"seed": 7}')


def clone_with_hooks(folder):
    """Hand in a clone whose configuration names programs, for whoever calls git in it."""
    _package(folder)
    touched = folder / "touched"
    hook = folder / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(parents=True)
    hook.write_text(f"#!/bin/sh\ntouch {touched}\n")
    hook.chmod(0o755)
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (folder / ".git" / "config").write_text(f"[core]\n\tfsmonitor = {hook}\n\tpager = {hook}\n")


def names_that_are_no_unicode(folder):
    """Hand in names that the disk takes and no text can hold, and one that is nearly a module's."""
    package = os.fsencode(_package(folder / "eve\udcff"))
    for name in (b"build_\xffmlp.py", b"../\xfe.pth"):
        Path(os.fsdecode(package + b"/" + name)).touch()
    return folder


def names_that_command_a_terminal(folder):
    """Hand in names that clear a screen, set a title, and turn the direction of what is written."""
    (folder / "eve\x1b]0;x\x07\u202e").mkdir()
    (folder / "eve\x1b]0;x\x07\u202e" / "\x9b2J.txt").touch()
    _package(folder / "ann")
    return folder


def imports_alone(folder):
    """Hand in a module of imports that are not there, each to be looked for in all the rest, and a line that never ends."""
    package = _package(folder)
    lines = [f"import q{n:04}" for n in range(5000)]
    (package / "fit.py").write_text("\n".join(lines))
    names = ", ".join(f"q{n:04}" for n in range(4000))
    (package / "predict.py").write_text(f"from q import {names}" + " " * 20_000 + "!")


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
    two_of_one_name_in_a_class: "two files of the same name",
    two_packages: "more than one folder mnist_course",
    link_called_zip: "It is a link",
    link_for_a_student: "It is a link",
    path_that_is_a_link: "It is a link",
    pipe_called_zip: "neither a file nor a folder",
    hard_link: "fit.py has another name on this disk",
    folder_that_is_a_link_in_a_zip: "It is a link",
    device_in_a_zip: "load_data.py is not a file",
    names_with_an_end_inside: "1 files whose names lead elsewhere",
    names_that_some_take_for_one: "Not used: LOAD_DATA.py, because some systems",
    file_and_folder_of_one_name: "two files of the same name",
    sizes_that_lie: "load_data.py is longer than 64 KB or unreadable",
    with_a_password: "has a password",
    packed_by_other_methods: "load_data.py is longer than 64 KB or unreadable",
    lengths_of_64_bits: "The zip is damaged",
    one_body_for_many_names: "And 20 more",
    picture_and_zip: "",
    zips_in_zips: "There is no folder mnist_course",
    wide_zip: "There is no folder mnist_course",
    wide_folder: "There is no folder mnist_course",
    many_odd_files: "And 980 more",
    long_names: "its name is too long",
    much_in_many_files: "Not used: a2.py, because its files are longer than 128 KB together",
    results_of_its_own: "",
    clone_with_hooks: "",
    names_that_are_no_unicode: "Not used: build_mlp.py, because there is another",
    names_that_command_a_terminal: "only: 2J.txt",
    imports_alone: "And 4980 more",
    not_a_zip: "The zip is damaged",
}


@pytest.mark.parametrize("build", REPORTED, ids=lambda build: build.__name__)
def test_only_the_functions_count(build, tmp_path):
    path = build(tmp_path) or tmp_path
    before = sorted(path.parent.rglob("*"))
    start = time.process_time()
    submissions = [without_unused_imports(one) for one in read_submissions([path])]
    # This process has no limit, and the whole class waits for it.
    assert time.process_time() - start < 2
    found = [[one.problem, *one.notes] for one in submissions]
    said = [" ".join(problem.sentence for problem in each if problem) for each in found]
    # The reader foresaw it: it neither broke nor had to be ended.
    assert not [problem for each in found for problem in each if problem and problem.details]
    assert "Reading it took" not in " ".join(said)
    assert any(REPORTED[build] in one for one in said), said
    assert sorted(path.parent.rglob("*")) == before
    # Whatever is said and kept of it can be written.
    record = record_of([Grade(one, None) for one in submissions])
    text = json.dumps([record, said], ensure_ascii=False)
    assert text.encode() and not re.search(r"[\x7f-\x9f\u202a-\u202e]|\\u00", text)
    # Another one's work never becomes this one's, and what is left out leaves nothing.
    assert any(one.files for one in submissions if one.name == "ann") or "ann" not in {
        one.name for one in submissions
    }
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
    worth = {name: function.points for name, function in load_manifest().functions.items()}
    groups = {name: group for (_, name), group in by_function(verdict.results).items()}
    points = {name: earned_share(group) * worth[name] for name, group in groups.items()}
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


def _with_names(path, names):
    """Add names to a zip's list of files; all have the content of its first file."""
    content = path.read_bytes()
    start, end = content.index(b"PK\x01\x02"), content.rindex(b"PK\x05\x06")
    head = content[start : start + 46]
    encoded = [name.encode() for name in names]
    more = b"".join(
        head[:28] + struct.pack("<3H", len(name), 0, 0) + head[34:] + name for name in encoded
    )
    size = struct.pack("<L", end - start + len(more))
    last = content[end : end + 8] + b"\xff\xff" * 2 + size + content[end + 16 :]
    path.write_bytes(content[:end] + more + last)
    return path
