"""Checks the computer: Python, packages, data, disk, Jupyter. Each finding says what to do."""

import csv
import importlib.metadata
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from coursekit.pythons import obstacle
from coursekit.surroundings import (
    NO_ROOM,
    Obstacle,
    backend_obstacles,
    hidden_library,
    hidden_settings,
    hiding_files,
    hiding_settings,
    keras_obstacles,
    no_room,
    own_keras,
)

_FREE_GB = 1.0
INSTALLED_GB = 2.7
"""What the folder .venv takes, as the README says."""

INSTALL = f'Run: "{sys.executable}" -m pip install -r requirements.txt'
_MARKS = {"ok": "[green]✓[/]", "warning": "[yellow]![/]", "broken": "[red]✗[/]"}


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it is (ok, warning, broken), what was found, and what to do."""

    name: str
    state: str
    found: str
    advice: str = ""


def quick_findings(root: Path) -> list[Finding]:
    """Look at everything that takes no time."""
    return [check(root) for check in _QUICK]


def all_findings(root: Path) -> list[Finding]:
    """Look at everything, also whether TensorFlow and Jupyter really start."""
    return [*quick_findings(root), check_files(root), check_tensorflow(root), check_jupyter(root)]


def show_findings(findings: list[Finding], console: Console | None = None) -> bool:
    """Print findings as a table; return whether something is broken."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for finding in findings:
        advice = f"\n→ {finding.advice}" if finding.advice else ""
        table.add_row(_MARKS[finding.state], finding.name, finding.found + advice)
    (console or Console()).print(table)
    return any(finding.state == "broken" for finding in findings)


def check_python(root: Path, *other: Any) -> Finding:
    """Python is one that TensorFlow has packages for; `other` is what `obstacle` takes, for another Python."""
    if found := obstacle(*other):
        return Finding("Python", "broken", *found)
    return Finding("Python", "ok", platform.python_version())


def check_environment(root: Path) -> Finding:
    """Python runs in a virtual environment, and `coursekit` is this folder's."""
    import coursekit

    here = Path(coursekit.__file__).resolve().parents[1]
    if here != root.resolve():
        return Finding("environment", "broken", f"the course is installed from {here}", INSTALL)
    if sys.prefix == sys.base_prefix:
        advice = (
            "It works. The README's command makes one, so that other projects are not disturbed."
        )
        return Finding("environment", "warning", "no virtual environment", advice)
    return Finding("environment", "ok", "virtual environment")


def check_packages(root: Path) -> Finding:
    """Everything that requirements.txt names is installed."""
    text = (root / "requirements.txt").read_text(encoding="utf-8")
    names = dict.fromkeys(re.findall(r"^([a-z][\w-]+)", text, flags=re.MULTILINE))
    found, missing = [], []
    for name in names:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        return Finding("packages", "broken", f"missing: {', '.join(missing)}", INSTALL)
    return Finding("packages", "ok", ", ".join(found))


def check_files(root: Path, folder: str = sysconfig.get_path("purelib")) -> Finding:
    """Each package in `folder` has all its files, of their sizes: one that was broken off or damaged does not."""
    damaged = [
        f"{package.name}=={package.version}"
        for package in importlib.metadata.distributions(path=[folder])
        if not _is_whole(package)
    ]
    if not damaged:
        return Finding("files", "ok", "all packages are whole")
    command = f'"{sys.executable}" -m pip install --ignore-installed --no-deps'
    found = f"these packages are not whole: {', '.join(sorted(damaged))}"
    return Finding("files", "broken", found, f"Run: {command} {' '.join(sorted(damaged))}")


def _is_whole(package: importlib.metadata.Distribution) -> bool:
    record = package.read_text("RECORD")
    if record is None:
        # pip writes the list of files last. What the system's own tools install may have none.
        return sys.prefix == sys.base_prefix
    # Not package.files: since Python 3.12, what is lost is not among them.
    for name, _, size in csv.reader(record.splitlines()):
        path = Path(str(package.locate_file(name)))
        # What Python compiles has no size in the list, and may go at any time.
        if path.suffix != ".pyc" and (
            not path.exists() or (size and int(size) != path.stat().st_size)
        ):
            return False
    return True


def check_keras(root: Path) -> Finding:
    """Nothing on this computer, and no line of the learner's, makes Keras another one than the course's."""
    if found := backend_obstacles(root):
        return _told("Keras", "broken", found)
    return _told("Keras", "warning", keras_obstacles(), "as the course needs it")


def check_settings(root: Path) -> Finding:
    """No file hides the course's settings for pytest."""
    found = [hidden_settings(file) for file in hiding_settings(root)]
    return _told("pytest", "broken", found, "reads the course's settings")


def check_names(root: Path) -> Finding:
    """No file of the learner's hides a library: for the checks and notebooks, or for programs in ``mnist_course/``."""
    if found := hiding_files([root, root / "lessons"]):
        return _told("names", "broken", map(hidden_library, found))
    found = hiding_files([root / "mnist_course"])
    return _told("names", "warning", map(hidden_library, found), "no file hides a library")


def check_data(root: Path) -> Finding:
    """Look whether the digits are there: full MNIST, or the sample."""
    from coursekit import mnist

    try:
        found = mnist.find()
        if found.name == "sample":
            advice = "That is enough for every lesson. With internet, full MNIST is downloaded by itself."
            return Finding("data", "warning", "the bundled sample of 5,000 digits", advice)
        mnist.load_data()
    except mnist.DatasetError as error:
        what, _, advice = str(error).partition("\n→ ")
        return Finding("data", "broken", what, advice)
    size = {"full": "full MNIST, 70,000 digits"}.get(found.name, str(found.path))
    return Finding("data", "ok", f"{size} ({found.where})")


def check_disk(root: Path) -> Finding:
    """Look whether the course folder can be written to and has room."""
    try:
        folder = root / "artifacts"
        folder.mkdir(exist_ok=True)
        trial = folder / ".trial"
        try:
            trial.write_text("something")
        finally:
            trial.unlink(missing_ok=True)
        tempfile.gettempdir()
    except OSError as error:
        if no_room(error):
            return _told("disk", "broken", [NO_ROOM])
        advice = "Copy the course into a folder of your own, for example your home folder."
        return Finding("disk", "broken", f"{root} can't be written to ({error.strerror})", advice)
    free = shutil.disk_usage(root).free / 2**30
    if free < _FREE_GB:
        advice = (
            "Trained models and pictures need some room: free a gigabyte. The folder .venv, with about "
            f"{INSTALLED_GB} GB, is needed."
        )
        return Finding("disk", "warning", f"only {free:.1f} GB free", advice)
    return Finding("disk", "ok", f"{free:.0f} GB free")


def check_tensorflow(root: Path) -> Finding:
    """TensorFlow can really be imported."""
    run = _run("-c", "import tensorflow as tf, keras; print(tf.__version__, keras.__version__)")
    if run.returncode == 0:
        tensorflow, keras = run.stdout.split()[-2:]
        return Finding("TensorFlow", "ok", f"starts: TensorFlow {tensorflow}, Keras {keras}")
    if "No usable temporary directory" in run.stderr:
        return _told("TensorFlow", "broken", [NO_ROOM])
    last = run.stderr.strip().splitlines()[-1] if run.stderr.strip() else f"exit {run.returncode}"
    advice = f"{INSTALL} --force-reinstall. On Windows, TensorFlow also needs Microsoft's Visual C++ package."
    return Finding("TensorFlow", "broken", last, advice)


def check_jupyter(root: Path) -> Finding:
    """JupyterLab can really be started."""
    run = _run("-m", "jupyterlab", "--version")
    if run.returncode == 0:
        version = f"JupyterLab {run.stdout.strip()}"
        return _told("Jupyter", "warning", _kernel_obstacles(root), version)
    last = run.stderr.strip().splitlines()[-1] if run.stderr.strip() else f"exit {run.returncode}"
    return Finding("Jupyter", "broken", last, INSTALL)


_QUICK: tuple[Callable[[Path], Finding], ...] = (
    check_python,
    check_environment,
    check_packages,
    check_keras,
    check_settings,
    check_names,
    check_data,
    check_disk,
)


def _kernel_obstacles(root: Path) -> list[Obstacle]:
    """Find notebooks that were saved for a kernel that is not here."""
    from jupyter_client.kernelspec import KernelSpecManager

    known, found = KernelSpecManager().find_kernel_specs(), []
    for path in sorted((root / "lessons").glob("*.ipynb")):
        try:
            name = json.loads(path.read_text(encoding="utf-8"))["metadata"]["kernelspec"]["name"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if name not in known:
            said = f"lessons/{path.name} was saved for the kernel {name}, which is not here."
            advice = "In JupyterLab, choose Kernel, Change Kernel, Python 3 (ipykernel); then save."
            found.append(Obstacle("kernel", said, advice))
    return found


def _told(name: str, state: str, obstacles: Iterable[Obstacle], otherwise: str = "") -> Finding:
    """Return the finding for these obstacles, each with its advice; without any, all is well."""
    found = [*obstacles]
    if not found:
        return Finding(name, "ok", otherwise)
    *others, last = found
    return Finding(name, state, "\n".join([*map(str, others), last.found]), last.advice)


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    own_keras(environment)
    # From a folder without files of the learner's: `check_names` tells of those.
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=sys.prefix,
        capture_output=True,
        text=True,
        env=environment,
        timeout=600,
    )
