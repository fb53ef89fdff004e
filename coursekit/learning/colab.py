"""The course in Google Colab: what a notebook's first cell sets up there, and how a learner's work survives.

Each notebook in Colab has a computer of its own, which is gone an hour or two after the notebook is closed. So the
learner's files are kept on the learner's Google Drive, or come and go as a zip.
"""

import importlib.metadata
import os
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from coursekit.errors import CourseError
from coursekit.manifest import ROOT, load_manifest

_KEPT = ("mnist_course", "progress.json", "artifacts/hints.json")
"""What a learner makes, from the course's folder on; of the folder, the Python files."""

_NOT_HERE = {"jupyterlab", "nbval"}
"""Packages that Colab does without: it is a Jupyter itself, whose parts another one would replace."""

_ZIP = "mnist_work.zip"


class Work:
    """The learner's files in the course's folder and in another one, which outlives it.

    Only what was changed here is written there: a notebook that is open elsewhere may have written other files.
    """

    def __init__(self, here: Path, there: Path) -> None:
        self._here = here
        self._there = there
        self._seen: dict[str, bytes] = {}

    def fetch(self) -> list[str]:
        """Bring the files that are there and not edited here; return their names."""
        edited, there = _edited(self._here), _files(self._there)
        found = {name: content for name, content in there.items() if name not in edited}
        _write(self._here, found)
        self._seen = {
            name: content
            for name, content in _files(self._here).items()
            if name not in edited or content == there.get(name)
        }
        return sorted(found)

    def keep(self, *_: object) -> None:
        """Write what has changed here since the last time; IPython calls this after each cell."""
        files = _files(self._here)
        try:
            _write(self._there, {n: c for n, c in files.items() if self._seen.get(n) != c})
        except OSError as error:
            print(f"Your work could not be kept in {self._there}: {error.strerror}.")
            print(
                "→ Run this notebook's last cell: it downloads your work. Then run the first one again."
            )
            return
        self._seen = files


def begin(number: str) -> None:
    """Set this notebook up for a lesson: packages, commands, the learner's work, and the file to write in.

    Parameters
    ----------
    number
        The lesson's: "01".

    Raises
    ------
    CourseError
        When a package that the lessons need can't be installed.
    """
    from google.colab import files
    from IPython import get_ipython

    shell = get_ipython()
    lesson = load_manifest().lesson(number)
    _install(missing_packages(ROOT))
    # Commands are other processes, and the course is not installed here.
    os.environ["PYTHONPATH"] = os.pathsep.join(
        filter(None, (str(ROOT), os.environ.get("PYTHONPATH", "")))
    )
    shell.alias_manager.define_alias("course", f'"{sys.executable}" -m coursekit.cli')
    print(_work_from_drive(shell))
    file = ROOT / lesson.functions[0].file
    files.view(str(file))
    place = file.relative_to(ROOT.parent).as_posix()
    print(
        f"You write in {place}. It opens beside this notebook.\n"
        f"→ If it does not: click on the folder at the left edge, and double-click {place}. Ctrl+S saves it."
    )


def take_home() -> None:
    """Download the learner's files as a zip, for those who don't use their Drive."""
    from google.colab import files

    from coursekit.grading.formats.zip_bytes import zip_bytes

    path = ROOT / "artifacts" / _ZIP
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(zip_bytes(_files(ROOT)))
    files.download(str(path))
    print(
        f"{_ZIP} is being downloaded: your work so far.\n"
        f"→ In the next notebook, run the first cell, then: {_BRING_BACK}"
    )


def bring_back() -> None:
    """Ask for the zip that `take_home` made, and put the learner's files in their places."""
    from google.colab import files

    for name, content in files.upload().items():
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                names = [one for one in archive.namelist() if _is_kept(one)]
                found = {one: archive.read(one) for one in names}
        except zipfile.BadZipFile:
            print(f"{name} is no zip.\n→ Choose {_ZIP}, which an earlier notebook downloaded.")
            continue
        _write(ROOT, found)
        print(f"{len(found)} files are back: {', '.join(found)}")


_BRING_BACK = "from coursekit.learning.colab import bring_back; bring_back()"


def missing_packages(root: Path) -> list[str]:
    """Return what the course in `root` needs and this Python lacks, whatever its version is otherwise."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = (root / "requirements.txt").read_text(encoding="utf-8").splitlines()
    names = [
        re.split(r"[^\w.-]", line)[0]
        for line in [*wanted, *project["dependencies"]]
        if line[:1].isalpha() and "python_version <" not in line
    ]
    return [name for name in dict.fromkeys(names) if name not in _NOT_HERE and not _is_there(name)]


def _is_there(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _install(names: list[str]) -> None:
    if not names:
        return
    print(f"Installing {', '.join(names)}.")
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "-c",
        str(ROOT / "constraints.txt"),
    ]
    run = subprocess.run([*command, *names], capture_output=True, text=True)
    if run.returncode:
        raise CourseError(
            f"pip could not install {', '.join(names)}: {run.stderr.strip()[-300:]}\n→ Run this cell again."
        )


def _work_from_drive(shell: Any) -> str:
    """Mount the Drive, bring the work that is there, and keep it there from now on; return what was done."""
    from google.colab import drive

    mounted = ROOT.parent / "drive"
    try:
        drive.mount(str(mounted))
    except Exception as error:  # noqa: BLE001 - Colab's own errors are of many kinds, and whoever says no gets one.
        return (
            f"Your Google Drive is not there ({error}). What you write is lost when this notebook's computer goes.\n"
            "→ Run this cell again, and say yes. Or run this notebook's last cell before you close it. "
            f"To bring the zip of an earlier lesson: {_BRING_BACK}"
        )
    there = mounted / "MyDrive" / ROOT.name
    work = Work(ROOT, there)
    found = work.fetch()
    shell.events.register("post_run_cell", work.keep)
    back = f" {len(found)} files of yours are back." if found else ""
    return f"Your work is kept on your Google Drive, in {there.name}, after each cell that you run.{back}"


def _edited(root: Path) -> set[str]:
    """Return the learner's files that are no longer as the course brought them."""
    command = ["git", "-C", str(root), "status", "--porcelain", "-z", "--no-renames"]
    everything = ["--untracked-files=all", "--ignored=matching", "--", *_KEPT]
    run = subprocess.run([*command, *everything], capture_output=True, text=True, check=True)
    return {entry[3:] for entry in run.stdout.split("\0") if entry}


def _files(root: Path) -> dict[str, bytes]:
    """Return the learner's files in a folder, by their names from it on."""
    paths = [*sorted((root / _KEPT[0]).rglob("*.py")), *(root / name for name in _KEPT[1:])]
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in paths if path.is_file()
    }


def _is_kept(name: str) -> bool:
    """Whether a name in a zip is one of the learner's files."""
    python = name.startswith(f"{_KEPT[0]}/") and name.endswith(".py") and ".." not in name
    return python or name in _KEPT[1:]


def _write(root: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
