"""Makes the folder: wheels, the course, the digits, a page, and the script that installs it all."""

import html
import json
import platform
import shutil
import subprocess
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from coursekit import mnist
from coursekit.bundle.targets import SYSTEMS, Target
from coursekit.bundle.wheels import download, pins, resolve, wanted
from coursekit.errors import CourseError

_STICK = Path(__file__).with_name("stick")
"""What lies on the stick as it is: the script that installs, and the page."""


@dataclass(frozen=True)
class Made:
    """What a bundle holds: where it is, the bytes of all its files, each target's wheels, and where the digits are from."""

    path: Path
    size: int
    wheels: dict[Target, int]
    data: str

    def lines(self) -> list[str]:
        """Return what to tell whoever made it."""
        here = f"{platform.system()} {platform.machine()}"
        return [
            *(f"{target}: {number} packages" for target, number in self.wheels.items()),
            f"Digits: {self.data or 'the sample of 5,000; --data takes the path of a full mnist.npz'}",
            f"{self.path}: {self.size / 1e9:.2f} GB. Begin with README.html in it.",
            "Nothing was installed from it yet. Try one computer of each kind before the class; this one is "
            f"{here}.",
        ]


def make_bundle(root: Path, targets: list[Target], out: Path, data: str = "") -> Made:
    """Make a folder, or a zip if `out` ends in .zip, from which the course can be installed without internet.

    Parameters
    ----------
    root
        The course folder, a git clone. What is not committed does not get into the bundle.
    targets
        The computers that it is for.
    out
        The folder or zip. A folder that was begun is continued; another one is left alone.
    data
        The path of an `mnist.npz`; without it, full MNIST is taken where Keras or the course has it.

    Raises
    ------
    CourseError
        When something is missing, with what to do. What is fetched already stays.
    """
    folder = out.with_suffix("") if out.suffix == ".zip" else out
    if folder.exists() and not (folder / "install.py").is_file() and any(folder.iterdir()):
        raise CourseError(f"{folder} holds something else. Name another folder: --out FOLDER")
    digits = _digits(data)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(_STICK / "install.py", folder)
    wheels = _fetch_all(root, targets, folder)
    _copy_course(root, folder / "course")
    if digits:
        shutil.copy(digits, folder / "course" / mnist.FULL.relative_to(mnist.FULL.parents[2]))
    _write_page(folder, targets, bool(digits))
    if out.suffix == ".zip":
        _zip(folder, out)
        shutil.rmtree(folder)
    return Made(out, _size(out), wheels, str(digits or ""))


def _digits(data: str) -> Path | None:
    """Return the file of full MNIST; None when it is nowhere. Only what was asked for has to be there."""
    found = mnist.find(setting=data or "")
    if found.name != "full" and data:
        raise CourseError(f"{found.path} is not full MNIST. Leave --data out for the sample.")
    mnist.load_found(found)
    return found.path if found.name == "full" else None


def _fetch_all(root: Path, targets: list[Target], folder: Path) -> dict[Target, int]:
    """Fetch all wheels into one folder; return how many each target has."""
    lock = (root / "constraints.txt").read_text(encoding="utf-8")
    counts = {}
    for target in targets:
        own = folder / "wheels" / f"{target.system}-{target.python}"
        own.mkdir(parents=True, exist_ok=True)
        needed: set[Path] = set()
        for environment in target.environments:
            fetch = download(target, environment["python_full_version"], own)
            needed |= {*resolve(wanted(root), pins(lock, environment), environment, fetch).values()}
        for other in {*own.iterdir()} - needed:
            other.unlink()
        counts[target] = len(needed)
    return counts


def _copy_course(root: Path, target: Path) -> None:
    """Put a clone of the last commit there, so that `course update` can read it, and nothing of the instructor's gets in."""
    if not (root / ".git").exists() or shutil.which("git") is None:
        raise CourseError(
            "`course bundle` needs git, and a course folder that is a git clone: it takes what is committed there, so "
            "that nothing of yours gets into the bundle."
        )
    shutil.rmtree(target, ignore_errors=True)
    _git("clone", "--quiet", "--depth=1", root.as_uri(), str(target))
    origin = _git("-C", str(root), "config", "--default=", "remote.origin.url").strip()
    if "://" in origin or "@" in origin:
        _git("-C", str(target), "remote", "set-url", "origin", origin)
    else:
        _git("-C", str(target), "remote", "remove", "origin")


def _git(*arguments: str) -> str:
    run = subprocess.run(["git", *arguments], capture_output=True, text=True, encoding="utf-8")
    if run.returncode:
        raise CourseError(f"git says: {run.stderr.strip()}")
    return run.stdout


def _write_page(folder: Path, targets: list[Target], full: bool) -> None:
    """Write the page for people, and what the script reads."""
    versions = list(dict.fromkeys(target.python for target in targets))
    for_script = {
        "pythons": versions,
        "systems": [SYSTEMS[name].title for name in dict.fromkeys(t.system for t in targets)],
        "wheels": {
            f"{SYSTEMS[t.system].markers['platform_system']} "
            f"{SYSTEMS[t.system].markers['platform_machine']} {t.python}": f"{t.system}-{t.python}"
            for t in targets
        },
    }
    (folder / "bundle.json").write_text(json.dumps(for_script, indent=1), encoding="utf-8")
    page = (_STICK / "README.html").read_text(encoding="utf-8")
    values = {
        "PYTHONS": " or ".join(versions),
        "PYTHON": versions[-1],
        "SYSTEMS": ", ".join(for_script["systems"]),
        "DIGITS": "all 70,000 digits of MNIST" if full else "a sample of 5,000 digits of MNIST",
    }
    for name, value in values.items():
        page = page.replace("{{" + name + "}}", html.escape(value))
    page = page.replace("{{COMMANDS}}", _commands(for_script["systems"], versions[-1]))
    (folder / "README.html").write_text(page, encoding="utf-8")


def _commands(systems: Collection[str], python: str) -> str:
    """Return the page's headings and commands, for none but these systems."""
    windows = SYSTEMS["windows"].title
    others = " and ".join(title for title in systems if title != windows)
    parts = []
    if windows in systems:
        parts.append((windows, f"py -{python} install.py", r".venv\Scripts\course"))
    if others:
        parts.append((others, f"python{python} install.py", ".venv/bin/course"))
    return "\n".join(
        f"<h2>{html.escape(heading)}</h2>\n<pre><code>{command}</code></pre>\n"
        f"<p>Later, open a terminal in the course's folder. <code>{course} start</code> opens the next lesson, and "
        f"<code>{course} doctor</code> says what to do when something does not work.</p>"
        for heading, command, course in parts
    )


def _zip(folder: Path, out: Path) -> None:
    """Put the folder into a zip, whole or not at all. Wheels are compressed already."""
    with TemporaryDirectory(dir=out.parent) as scratch:
        file = Path(scratch) / out.name
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for path in sorted(folder.rglob("*")):
                archive.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
        file.replace(out)


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())
