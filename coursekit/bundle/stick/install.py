"""Installs the course from this folder, without internet: ``python3 install.py [FOLDER]``.

It reads nothing but this folder, and needs no packages. Run it again after anything went wrong: it begins the packages
anew, and leaves alone what the learner wrote.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"


def main() -> None:
    """Copy the course, install its packages, start it."""
    parser = argparse.ArgumentParser(description="Installs the course, without internet.")
    help_ = "where the course goes; mnist-course in your home folder"
    parser.add_argument("folder", nargs="?", help=help_)
    parser.add_argument("--no-start", action="store_true", help="install only")
    options = parser.parse_args()
    wheels = wheels_for_this_computer()
    folder = Path(os.path.abspath(options.folder or in_home("mnist-course")))
    try:
        copy_course(folder)
    except OSError as error:
        stop(
            f"The course can't be copied to {folder}: {error.strerror or error}.\n"
            "Make room, or name a folder of your own: install.py FOLDER"
        )
    course = install(folder, wheels)
    print(f'\nThe course is in {folder}. From now on, start it with\n    "{course}" start\n')
    if not options.no_start:
        sys.exit(subprocess.call([str(course), "start"], cwd=str(folder)))


def wheels_for_this_computer() -> Path:
    """Return the folder of the wheels that fit, or stop with a sentence."""
    bundle = json.loads((HERE / "bundle.json").read_text(encoding="utf-8"))
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    system = f"{platform.system()} {platform.machine()}"
    name = bundle["wheels"].get(f"{system} {python}")
    if name is None:
        *_, newest = bundle["pythons"]
        stop(
            f"This folder holds packages for {', '.join(bundle['systems'])}, with Python "
            f"{' or '.join(bundle['pythons'])}. This is {system}, Python {python}.\n"
            f"Begin again with another Python, such as {'py -' if WINDOWS else 'python'}{newest}. "
            "Or ask for a folder that fits this computer."
        )
    return HERE / "wheels" / str(name)


def in_home(name: str) -> str:
    """Return a path in the home folder, or stop with a sentence where there is none."""
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        stop("There is no home folder here. Name a folder: install.py FOLDER")
    return os.path.join(home, name)


def copy_course(folder: Path) -> None:
    """Copy the course whole or not at all; a course that is there stays as it is."""
    if (folder / "course.toml").is_file():
        print(f"{folder} is there already, and what you wrote in it stays.")
        return
    if folder.is_dir() and any(folder.iterdir()):
        stop(f"{folder} holds something else. Name another folder: install.py FOLDER")
    begun = folder.with_name(f"{folder.name}.new")
    if begun.is_dir():
        shutil.rmtree(str(begun))
    shutil.copytree(str(HERE / "course"), str(begun))
    if folder.is_dir():
        folder.rmdir()
    begun.rename(folder)


def install(folder: Path, wheels: Path) -> Path:
    """Make .venv anew and install all packages; return the path of the command course."""
    print("Installing. This takes a few minutes, and nothing is shown meanwhile.", flush=True)
    # Without its own pip: some systems leave that out, and it may be too old. The newer one is started from its wheel.
    venv = folder / ".venv"
    run(folder, [sys.executable, "-m", "venv", "--clear", "--without-pip", venv])
    programs = venv / ("Scripts" if WINDOWS else "bin")
    (pip,) = wheels.glob("pip-*.whl")
    command = [programs / "python", pip / "pip", "--isolated", "install", "--no-index", "--quiet"]
    options = ["--disable-pip-version-check", "--find-links", wheels, "-r", "requirements.txt"]
    run(folder, [*command, *options])
    return programs / "course"


def run(folder: Path, command: list[Any]) -> None:
    """Run a command; stop with a sentence when it fails."""
    # What is set for pip on this computer is for others: here, all packages come from this folder.
    environment = {name: os.environ[name] for name in os.environ if not name.startswith("PIP_")}
    environment["PIP_CONFIG_FILE"] = os.devnull
    if subprocess.call([str(part) for part in command], cwd=str(folder), env=environment):
        stop(
            "The installation has stopped; the reason stands above. Is the disk full? The packages take 2.7 GB, and "
            "4 GB while they are installed.\n"
            "Then run the same again: it begins the packages anew, and keeps what you wrote."
        )


def stop(sentence: str) -> None:
    """End with a sentence."""
    sys.exit(f"\n{sentence}")


if __name__ == "__main__":
    main()
