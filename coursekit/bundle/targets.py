"""The computers that a bundle is for: what pip calls them, and what the markers of packages see there."""

from dataclasses import dataclass

from coursekit.errors import CourseError
from coursekit.pythons import pythons

Environment = dict[str, str]
"""What `packaging.markers` compares markers with."""


@dataclass(frozen=True)
class System:
    """A system as people, pip and markers name it.

    Attributes
    ----------
    platforms
        The tags of wheels that run there, for `pip download --platform`. For macOS, pip adds the older ones.
    markers
        Those values of an `Environment` that the system decides.
    """

    title: str
    platforms: tuple[str, ...]
    markers: Environment


_MANYLINUX = range(28, 4, -1)
"""The glibc that a wheel may ask for: 2.28 is what `.ci/lock` looks for wheels of, 2.5 the oldest that there are."""


def _posix(system: str, platform: str, machine: str) -> Environment:
    return {
        "os_name": "posix",
        "sys_platform": platform,
        "platform_system": system,
        "platform_machine": machine,
    }


SYSTEMS = {
    "linux": System(
        "Linux",
        (*(f"manylinux_2_{glibc}_x86_64" for glibc in _MANYLINUX), "manylinux2014_x86_64"),
        _posix("Linux", "linux", "x86_64"),
    ),
    "linux-arm": System(
        "Linux on ARM",
        (*(f"manylinux_2_{glibc}_aarch64" for glibc in _MANYLINUX), "manylinux2014_aarch64"),
        _posix("Linux", "linux", "aarch64"),
    ),
    "macos": System(
        "macOS (Apple chip)", ("macosx_12_0_arm64",), _posix("Darwin", "darwin", "arm64")
    ),
    "windows": System(
        "Windows",
        ("win_amd64",),
        {
            "os_name": "nt",
            "sys_platform": "win32",
            "platform_system": "Windows",
            "platform_machine": "AMD64",
        },
    ),
}
"""The systems that TensorFlow has packages for. macOS 12 is the oldest that its wheels run on."""


@dataclass(frozen=True)
class Target:
    """A system's name in `SYSTEMS`, and a Python such as "3.12"."""

    system: str
    python: str

    def __str__(self) -> str:
        """Return how people say it."""
        return f"{SYSTEMS[self.system].title}, Python {self.python}"

    @property
    def environments(self) -> list[Environment]:
        """What markers see there: with the first and with the last release of this Python, as some ask for 3.11.5."""
        return [self._environment(f"{self.python}.{release}") for release in (0, 99)]

    def _environment(self, full_version: str) -> Environment:
        return {
            **SYSTEMS[self.system].markers,
            "implementation_name": "cpython",
            "implementation_version": full_version,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_version": "",
            "python_full_version": full_version,
            "python_version": self.python,
            "extra": "",
        }

    def pip_options(self, full_version: str) -> list[str]:
        """Return how `pip download` is told of it."""
        platforms = [f"--platform={tag}" for tag in SYSTEMS[self.system].platforms]
        return [*platforms, f"--python-version={full_version}", "--implementation=cp"]


def targets(systems: str, python: str) -> list[Target]:
    """Return the targets of "windows,macos" and "3.12", or "3.11,3.12".

    Raises
    ------
    CourseError
        When one is not among those that the course works on.
    """
    named, versions = _parts(systems), _parts(python)
    for name in named:
        if name not in SYSTEMS:
            raise CourseError(f"There is no system {name!r}. Choose from {', '.join(SYSTEMS)}.")
    for version in versions:
        if version not in pythons():
            raise CourseError(
                f"The course does not work with Python {version!r}. Choose from {', '.join(pythons())}."
            )
    return [Target(name, version) for name in named for version in versions]


def _parts(text: str) -> list[str]:
    return list(dict.fromkeys(part for part in text.replace(" ", "").lower().split(",") if part))
