"""`course bundle`: each computer gets the packages that it needs, and installs them without any network.

The packages here are tiny ones, made for the test; the lock is the course's own where it is read.
"""

import ensurepip
import importlib.resources
import json
import os
import platform
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from coursekit import mnist
from coursekit.bundle import make_bundle, targets
from coursekit.bundle.targets import SYSTEMS
from coursekit.bundle.wheels import pins, resolve, wanted
from coursekit.errors import CourseError
from coursekit.manifest import ROOT
from coursekit.pythons import pythons

LOCK = (ROOT / "constraints.txt").read_text(encoding="utf-8")
HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"


def wheel(folder, name, version="1.0", tag="py3-none-any", needs=(), python=">=3.8", files=None):
    """Write a wheel, and return it."""
    path = folder / f"{name}-{version}-{tag}.whl"
    info = f"{name}-{version}.dist-info"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    lines += [f"Requires-Python: {python}", *(f"Requires-Dist: {need}" for need in needs)]
    content = {
        f"{name}.py": "",
        f"{info}/METADATA": "\n".join(lines) + "\n",
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n",
        **(files or {}),
    }
    record = "".join(f"{place},,\n" for place in [*content, f"{info}/RECORD"])
    with zipfile.ZipFile(path, "w") as archive:
        for place, text in {**content, f"{info}/RECORD": record}.items():
            archive.writestr(place, text)
    return path


# --- which packages ---


@pytest.mark.parametrize("target", targets(",".join(SYSTEMS), ",".join(pythons())), ids=str)
def test_the_lock_has_one_version_of_all_that_is_asked_for_on_each_computer(target):
    for environment in target.environments:
        locked = pins(LOCK, environment)
        for requirement in wanted(ROOT):
            if requirement.marker is None or requirement.marker.evaluate(environment):
                assert locked[requirement.name] in requirement.specifier, requirement


def test_markers_are_read_for_the_other_computer():
    (windows,) = targets("windows", "3.10")
    (linux,) = targets("linux", "3.13")
    on_windows, on_linux = pins(LOCK, windows.environments[0]), pins(LOCK, linux.environments[0])
    assert "colorama" in on_windows and "pywinpty" in on_windows and "tomli" in on_windows
    assert not {"colorama", "pywinpty", "tomli"} & on_linux.keys()
    assert "ptyprocess" in on_linux and "ptyprocess" not in on_windows
    assert on_windows["pandas"].startswith("2.") and on_linux["pandas"].startswith("3.")


def test_what_only_later_releases_of_a_python_can_use_is_there_for_both():
    (target,) = targets("linux", "3.11")
    lock = 'old==1.0 ; python_full_version < "3.11.5"\nnew==2.0 ; python_full_version >= "3.11.5"\n'
    assert [pins(lock, environment) for environment in target.environments] == [
        {"old": "1.0"},
        {"new": "2.0"},
    ]


def test_what_a_wheel_asks_for_is_found_under_the_markers_of_the_other_computer(tmp_path):
    needs = [
        'second-package>=2; sys_platform == "win32"',
        'third; sys_platform == "darwin"',
        'fourth; extra == "all"',
        'fifth; extra == "never"',
    ]
    wheels = {
        "first": wheel(tmp_path, "first", needs=needs),
        "second-package": wheel(tmp_path, "second_package", "2.1"),
        "fourth": wheel(tmp_path, "fourth"),
    }
    locked = {"first": "1.0", "second-package": "2.1", "third": "1.0", "fourth": "1.0"}
    environment = targets("windows", "3.12")[0].environments[0]

    def resolved(*first):
        fetch = lambda wanted: {name: wheels[name] for name in wanted}  # noqa: E731
        return set(resolve(map(Requirement, first), locked, environment, fetch))

    assert resolved("first") == {"first", "second-package"}
    assert resolved("first", "First[all]") == {"first", "second-package", "fourth"}
    locked["second-package"] = "1.9"
    with pytest.raises(CourseError, match=r"first-1\.0.*needs second-package>=2.*has 1\.9"):
        resolved("first")
    del locked["second-package"]
    with pytest.raises(CourseError, match=r"needs second-package.*lacks it"):
        resolved("first")
    wheels["first"] = wheel(tmp_path, "first", python=">=3.13")
    with pytest.raises(CourseError, match=r"first-1\.0.* does not work with Python 3\.12\.0"):
        resolved("first")
    wheels["first"].write_bytes(b"half a file")
    with pytest.raises(CourseError, match=r"is damaged\. Delete it"):
        resolved("first")


def test_a_computer_that_the_course_does_not_work_on_is_refused():
    with pytest.raises(CourseError, match=r"no system 'amiga'\. Choose from linux"):
        targets("amiga", "3.12")
    with pytest.raises(CourseError, match=r"not work with Python '3\.6'\. Choose from 3"):
        targets("linux", "3.6")


# --- a whole bundle, of a tiny course ---


@pytest.fixture(scope="module")
def pip_wheel():
    """Return the wheel of pip that Python brings along."""
    folder = Path(str(importlib.resources.files(ensurepip))) / "_bundled"
    found = [*folder.glob("pip-*.whl"), *Path("/usr/share/python-wheels").glob("pip-*.whl")]
    return found[0] if found else pytest.skip("this Python has no wheel of pip")


@pytest.fixture(scope="module")
def course(tmp_path_factory, pip_wheel):
    """Return a tiny course, a git clone with one commit, which needs three tiny packages."""
    version = pip_wheel.name.split("-")[1]
    folder = tmp_path_factory.mktemp("an instructor's course")
    (folder / "coursekit" / "data").mkdir(parents=True)
    texts = {
        "coursekit/data/README.md": "",
        "course.toml": "",
        "requirements.txt": "-c constraints.txt\nfirst\n",
        "constraints.txt": f"first==1.0\npip=={version}\nother==1.0 ; sys_platform == 'win32'\n",
        "pyproject.toml": '[project]\nname = "tiny"\nversion = "1"\ndependencies = ["other; os_name == \'nt\'"]\n'
        '[dependency-groups]\noffline = ["pip"]\n',
        "mnist_course.py": "# a stub\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    author = ["-c", "user.name=a", "-c", "user.email=a@localhost", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "-A"], [*author, "commit", "-qm", "A course"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    (folder / "mnist_course.py").write_text("# the instructor's own answer\n", encoding="utf-8")
    return folder


@pytest.fixture
def packages(tmp_path, monkeypatch, pip_wheel):
    """Let pip find packages in a folder, and nowhere else; return the folder."""
    folder = tmp_path / "packages"
    folder.mkdir()
    shutil.copy(pip_wheel, folder)
    program = "import sys\ndef main(): print('the course starts:', *sys.argv[1:])\n"
    entry = {"first-1.0.dist-info/entry_points.txt": "[console_scripts]\ncourse = first:main\n"}
    wheel(folder, "first", files={"first.py": program, **entry})
    wheel(folder, "other", tag="cp312-cp312-win_amd64")
    for name, value in (
        ("NO_INDEX", "1"),
        ("FIND_LINKS", folder.as_uri()),
        ("CONFIG_FILE", os.devnull),
    ):
        monkeypatch.setenv(f"PIP_{name}", value)
    return folder


@pytest.fixture
def bundle(tmp_path, packages, course, monkeypatch):
    """Return a bundle for this computer, whichever it is."""
    monkeypatch.setenv("MNIST_COURSE_DATA", "sample")
    target = targets("linux", pythons()[0])[0]
    made = make_bundle(course, [target], tmp_path / "stick with ümlauts")
    assert list(made.wheels.values()) == [2]
    description = json.loads((made.path / "bundle.json").read_text(encoding="utf-8"))
    (name,) = description["wheels"].values()
    description["wheels"] = {f"{platform.system()} {platform.machine()} {HERE}": name}
    (made.path / "bundle.json").write_text(json.dumps(description), encoding="utf-8")
    return made.path


def install(bundle, *arguments, home, wrap=()):
    """Run the bundle's script as somebody with this home folder."""
    environment = {**os.environ, "HOME": str(home), "USERPROFILE": str(home)}
    command = [*wrap, sys.executable, str(bundle / "install.py"), *map(str, arguments)]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=300
    )


def no_network():
    """Return the command that runs another one in a namespace without network; skip where there is none."""
    command = ["bwrap", "--dev-bind", "/", "/", "--unshare-net"]
    if (
        not shutil.which("bwrap")
        or subprocess.run([*command, "true"], capture_output=True).returncode
    ):
        pytest.skip("needs bubblewrap")
    return command


def test_a_bundle_installs_without_network_and_again_without_loss(bundle, tmp_path):
    # A path such as those that people have: spaces, umlauts, and more than 120 characters.
    home, wrap = tmp_path / "OneDrive - Schüler der 10. Klasse" / ("lang" * 20), no_network()
    home.mkdir(parents=True)
    first = install(bundle, home=home, wrap=wrap)
    assert first.returncode == 0 and "the course starts: start" in first.stdout, first.stderr
    written = home / "mnist-course" / "mnist_course.py"
    assert written.read_text(encoding="utf-8") == "# a stub\n"
    # Half of it is lost; the learner has begun.
    written.write_text("# mine\n", encoding="utf-8")
    shutil.rmtree(home / "mnist-course" / ".venv" / "lib")
    again = install(bundle, home=home, wrap=wrap)
    assert again.returncode == 0 and "the course starts: start" in again.stdout, again.stderr
    assert written.read_text(encoding="utf-8") == "# mine\n" and "what you wrote" in again.stdout


def test_what_goes_wrong_while_installing_is_a_sentence_and_loses_nothing(bundle, tmp_path):
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "text").write_text("important")
    told = install(bundle, other, home=tmp_path)
    assert told.returncode == 1 and f"{other} holds something else" in told.stderr
    assert [path.name for path in other.iterdir()] == ["text"]
    for path in bundle.glob("wheels/*/first-*"):
        path.unlink()
    told = install(bundle, "--no-start", home=tmp_path)
    assert told.returncode == 1 and "The installation has stopped" in told.stderr
    description = (bundle / "bundle.json").read_text(encoding="utf-8")
    (bundle / "bundle.json").write_text(description.replace(f" {HERE}", " 2.7"), encoding="utf-8")
    told = install(bundle, home=tmp_path)
    assert (
        told.returncode == 1 and "This folder holds packages for Linux, with Python" in told.stderr
    )
    assert "Traceback" not in told.stderr


def test_a_zip_has_the_page_and_only_what_is_committed(packages, course, tmp_path, monkeypatch):
    monkeypatch.setenv("MNIST_COURSE_DATA", "sample")
    made = make_bundle(course, targets("windows,linux", "3.12"), tmp_path / "stick.zip")
    assert [*made.wheels.values()] == [3, 2] and not (tmp_path / "stick").exists()
    with zipfile.ZipFile(made.path) as archive:
        names = set(archive.namelist())
        page = archive.read("stick/README.html").decode()
        assert archive.read("stick/course/mnist_course.py") == b"# a stub\n"
    assert "stick/wheels/windows-3.12/other-1.0-cp312-cp312-win_amd64.whl" in names
    assert "py -3.12 install.py" in page and "sample of 5,000" in page and "{{" not in page
    assert "<h2>Linux</h2>" in page and ".venv/bin/course doctor" in page and "macOS" not in page


def test_full_mnist_goes_along_and_is_found_there(packages, course, tmp_path, monkeypatch):
    full = tmp_path / "mnist.npz"
    full.write_bytes(b"as if")
    monkeypatch.setattr(mnist, "find", lambda path="", setting="": mnist.Found("full", full, ""))
    monkeypatch.setattr(mnist, "load_found", lambda found: None)
    made = make_bundle(course, targets("linux", "3.12"), tmp_path / "out")
    there = made.path / "course" / "coursekit" / "data" / mnist.FULL.name
    assert there.read_bytes() == b"as if" and "70,000" in (made.path / "README.html").read_text()


def test_a_package_that_is_not_there_is_told_and_another_folder_is_left_alone(
    packages, course, tmp_path, monkeypatch
):
    monkeypatch.setenv("MNIST_COURSE_DATA", "sample")
    (packages / "other-1.0-cp312-cp312-win_amd64.whl").unlink()
    with pytest.raises(CourseError, match=r"can't fetch the packages for Windows.*other==1\.0"):
        make_bundle(course, targets("windows", "3.12"), tmp_path / "out")
    with pytest.raises(CourseError, match="holds something else"):
        make_bundle(course, targets("linux", "3.12"), packages)
    with pytest.raises(CourseError, match="needs git"):
        make_bundle(
            shutil.copytree(course, tmp_path / "no clone", ignore=lambda *_: [".git"]),
            targets("linux", "3.12"),
            tmp_path / "third",
        )
