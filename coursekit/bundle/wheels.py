"""Which wheels a computer needs: pins of the lock, and what each wheel's metadata asks for there.

pip itself would read all markers for the Python that runs it. So each pin is fetched alone, without what it needs, and
what it needs is read from its metadata here, with the markers of the computer that it is for.
"""

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name, parse_wheel_filename

from coursekit.bundle.targets import Environment, Target
from coursekit.errors import CourseError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Pins = dict[str, str]
"""A package's name, as pip compares it -> its version."""

Fetch = Callable[[Pins], dict[str, Path]]
"""Gets wheels: name -> file."""


def wanted(root: Path) -> list[Requirement]:
    """Return what an installation of the course asks for, with or without internet: the first packages, not theirs."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    lines = (root / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [
        *(Requirement(line) for line in lines if line.strip() and line[0] not in "-#"),
        *map(Requirement, project["project"]["dependencies"]),
        *map(Requirement, project["dependency-groups"]["offline"]),
    ]


def pins(lock: str, environment: Environment) -> Pins:
    """Return the lock's versions for one environment.

    Raises
    ------
    CourseError
        When the lock has two versions of a package there.
    """
    found: Pins = {}
    for line in lock.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        requirement = Requirement(line)
        if not _holds(requirement.marker, environment):
            continue
        name = canonicalize_name(requirement.name)
        if name in found:
            raise CourseError(
                f"constraints.txt has two versions of {name} for this computer. Make it anew: .ci/lock"
            )
        found[name] = str(requirement.specifier).removeprefix("==")
    return found


def resolve(
    first: Iterable[Requirement], locked: Pins, environment: Environment, fetch: Fetch
) -> dict[str, Path]:
    """Fetch the wheels that these requirements need, and all that those need in turn.

    Raises
    ------
    CourseError
        When the lock lacks a package, or has a version that a wheel can't work with.
    """
    wheels: dict[str, Path] = {}
    done: set[tuple[str, frozenset[str]]] = set()
    asked = [(one, "the course") for one in first if _holds(one.marker, environment)]
    while asked:
        for requirement, who in asked:
            _check(requirement, who, locked)
        names = {canonicalize_name(requirement.name) for requirement, _ in asked}
        wheels |= fetch({name: locked[name] for name in sorted(names - wheels.keys())})
        following = []
        for requirement, _ in asked:
            name = canonicalize_name(requirement.name)
            if (key := (name, frozenset(requirement.extras))) not in done:
                done.add(key)
                following += _needs(wheels[name], requirement.extras, environment)
        asked = following
    return wheels


def download(target: Target, full_version: str, folder: Path) -> Fetch:
    """Return how wheels for a target get into a folder, with pip; those that are there are not fetched again."""

    def fetch(wanted: Pins) -> dict[str, Path]:
        missing = {n: v for n, v in wanted.items() if (n, v) not in _wheels(folder)}
        if missing:
            _pip_download(target, full_version, missing, folder)
        here = _wheels(folder)
        return {name: here[name, version] for name, version in wanted.items()}

    return fetch


def _pip_download(target: Target, full_version: str, missing: Pins, folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--disable-pip-version-check", "--only-binary=:all:", f"--dest={folder}"]
    command += target.pip_options(full_version)
    command += [f"{name}=={version}" for name, version in missing.items()]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if run.returncode:
        said = [line for line in run.stderr.splitlines() if line.startswith("ERROR")]
        raise CourseError(
            f"pip can't fetch the packages for {target}. {' '.join(said[-1:]) or run.stderr.strip()[-300:]}\n"
            "→ Look at the internet connection, then run the same again: what is fetched already stays."
        )


def _wheels(folder: Path) -> dict[tuple[str, str], Path]:
    found = {}
    for path in folder.glob("*.whl"):
        name, version, _, _ = parse_wheel_filename(path.name)
        found[str(name), str(version)] = path
    return found


def _holds(marker: Marker | None, environment: Environment) -> bool:
    return marker is None or marker.evaluate(environment)


def _check(requirement: Requirement, who: str, locked: Pins) -> None:
    version = locked.get(canonicalize_name(requirement.name))
    if version is None or not requirement.specifier.contains(version, prereleases=True):
        has = f"has {version}" if version else "lacks it"
        raise CourseError(
            f"{who} needs {requirement}, and constraints.txt {has}. Make it anew: .ci/lock"
        )


def _needs(
    wheel: Path, extras: Iterable[str], environment: Environment
) -> list[tuple[Requirement, str]]:
    """Return what a wheel asks for in this environment, each with the wheel's name."""
    metadata = _metadata(wheel)
    python = environment["python_full_version"]
    if not SpecifierSet(metadata.get("Requires-Python", "")).contains(python):
        raise CourseError(
            f"{wheel.name} does not work with Python {python}. Make constraints.txt anew: .ci/lock"
        )
    environments = [{**environment, "extra": extra} for extra in ("", *extras)]
    needs = map(Requirement, metadata.get_all("Requires-Dist", []))
    return [
        (need, wheel.name)
        for need in needs
        if any(_holds(need.marker, one) for one in environments)
    ]


def _metadata(wheel: Path) -> Message:
    try:
        with zipfile.ZipFile(wheel) as archive:
            # setuptools brings other packages along, each with its metadata, but deeper.
            (name,) = filter(re.compile(r"[^/]+\.dist-info/METADATA").fullmatch, archive.namelist())
            return HeaderParser().parsestr(archive.read(name).decode("utf-8"))
    except (zipfile.BadZipFile, ValueError, InvalidRequirement) as error:
        raise CourseError(f"{wheel} is damaged. Delete it, and run the same again.") from error
