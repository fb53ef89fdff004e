"""What else is on a computer and makes right code fail: settings of Keras and pytest, files that hide a library, a full disk.

Each is found by looking, and told with its file or variable. What the course can do without is set aside for its own
processes (`own_keras`), and `course doctor` names it all the same: other programs of the learner's meet it.
"""

import errno
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CourseError

BACKEND = "tensorflow"

KERAS_HOME = Path(__file__).resolve().parents[1] / "artifacts" / "keras"
"""The course's own folder for Keras: its settings, and what it downloads. Nothing in ~/.keras is read or changed."""

USERS_KERAS_HOME = "COURSE_USERS_KERAS_HOME"
"""Where `own_keras` notes the user's folder for Keras: `coursekit.mnist` takes digits from there."""


@dataclass(frozen=True)
class Obstacle:
    """What is in the way: a name that stays, what was found, and what to do now."""

    name: str
    found: str
    advice: str

    def __str__(self) -> str:
        """Return the sentences as a message has them."""
        return f"{self.found}\n→ {self.advice}"


def own_keras(environment: MutableMapping[str, str]) -> None:
    """Let Keras be as the course needs it, whatever the user's settings are; must come before Keras is imported.

    Parameters
    ----------
    environment
        Of a process that will be started, or ``os.environ``. It is changed.
    """
    environment[USERS_KERAS_HOME] = str(_users_keras_home(environment))
    for variable in _KERAS_VARIABLES:
        environment.pop(variable, None)
    environment["KERAS_BACKEND"] = BACKEND
    environment["KERAS_HOME"] = str(KERAS_HOME)


def keras_obstacles(environment: Mapping[str, str] = os.environ) -> list[Obstacle]:
    """Find what makes Keras another one than the course's: ``keras.json``, and variables."""
    found = []
    for variable, harmless in _KERAS_VARIABLES.items():
        value = environment.get(variable, "")
        if value and value not in harmless:
            said = f"The environment variable {variable} is set to {value!r}."
            found.append(Obstacle("keras_variable", said, _OTHERS + _TAKE_AWAY))
    file = _users_keras_home(environment) / "keras.json"
    if said := _other_settings(file):
        found.append(Obstacle("keras_json", f"{file} {said}.", _OTHERS + _DELETE_JSON))
    return found


def backend_obstacles(folder: Path) -> list[Obstacle]:
    """Find lines in the learner's files, in ``folder/mnist_course/``, that choose a backend for Keras."""
    return [
        Obstacle(
            "backend_in_file",
            f"mnist_course/{path.name}, line {number}, chooses a backend for Keras: {line.strip()[:90]}",
            "Take the line away: the course runs Keras with TensorFlow.",
        )
        for path in sorted((folder / "mnist_course").glob("*.py"))
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1)
        if "KERAS_BACKEND" in line and not line.lstrip().startswith("#") and BACKEND not in line
    ]


def hiding_settings(root: Path) -> list[Path]:
    """Find files that pytest reads in place of the course's ``pyproject.toml``: for all checks, or for some."""
    folders = [root, root / "tests", *sorted(root.glob("tests/lesson_*"))]
    always = [folder / name for folder in folders for name in _PYTEST_FILES]
    # Beside pyproject.toml, pytest does not get to these.
    sections = [(folder / name, s) for folder in folders[1:] for name, s in _PYTEST_SECTIONS]
    return [
        *(path for path in always if path.is_file()),
        *(
            path
            for path, s in sections
            if path.is_file() and s in path.read_text("utf-8", "replace")
        ),
    ]


def hidden_settings(file: Path | None) -> Obstacle:
    """Return what to say when pytest runs with the settings of this file, or with none."""
    if file is None or file.name == "pyproject.toml":
        said = "pytest runs without the course's settings, which stand in pyproject.toml."
        return Obstacle("pytest_settings", said, "Run it without -c, -o and -p.")
    return Obstacle(
        "pytest_settings",
        f"{file} hides the course's settings for pytest, which stand in pyproject.toml. So no check can run.",
        "Delete this file, or move it out of the course folder. Then run the same again.",
    )


def hiding_files(folders: Iterable[Path]) -> list[Path]:
    """Find Python files, and packages, that bear the name of a library or of a part of Python: they hide it."""
    return [
        path
        for folder in folders
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.stem in _HIDEABLE
        and (path.suffix == ".py" or (not path.suffix and (path / "__init__.py").is_file()))
    ]


def hidden_library(file: Path) -> Obstacle:
    """Return what to say of a file that hides a library."""
    name = file.stem
    what = f"the library {name}" if name in _LIBRARIES else f"Python's own module {name}"
    if name == "keras":
        what = "Keras"
    return Obstacle(
        "hiding_file",
        f"{file} hides {what}: where a program says import {name}, Python takes this one.",
        f"Rename it, for example to my_{file.name}. Then run the same again.",
    )


def refuse_hiding_files(*folders: Path) -> None:
    """Stop before a file that hides a library makes everything fail.

    Raises
    ------
    CourseError
        When there is one in these folders. The message names it.
    """
    if found := hiding_files(dict.fromkeys(folders)):
        raise CourseError("\n".join(str(hidden_library(file)) for file in found))


@contextmanager
def told_of_files() -> Iterator[None]:
    """Tell in a sentence that a file can't be written: for want of room, or of the right to.

    Raises
    ------
    CourseError
        In place of the system's error.
    """
    try:
        yield
    except OSError as error:
        if no_room(error):
            raise CourseError(str(NO_ROOM)) from error
        if error.errno in _FORBIDDEN:
            raise CourseError(
                f"{error.filename}: {error.strerror}.\n→ Copy the course into a folder of your own, for example in your "
                "home folder, and go on there. What you wrote is in mnist_course: it comes along."
            ) from error
        raise


def expect_room() -> None:
    """See whether a temporary file can be written.

    Raises
    ------
    CourseError
        When there is no room.
    """
    with told_of_files():
        # Writes a small file into each folder for such files, until that succeeds.
        tempfile.gettempdir()


def no_room(error: OSError) -> bool:
    """Whether this error of the system means that there is no room left."""
    # For a folder that takes no file, Python says only that there is none.
    return error.errno in _FULL or "No usable temporary directory" in str(error)


NO_ROOM = Obstacle(
    "no_room",
    "There is no room for files: the disk is full, or your files may not grow.",
    "Free some room on the disk, and run the same again. If there is room, let the variable TMPDIR name a folder that "
    "you may write to.",
)

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}

_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}

_KERAS_VARIABLES = {
    "KERAS_BACKEND": (BACKEND,),
    "KERAS_MAX_EPOCHS": (),
    "KERAS_MAX_STEPS_PER_EPOCH": (),
    "TF_USE_LEGACY_KERAS": ("0", "false", "False"),
}
"""Variables that make Keras another one, with the values that don't."""

_KERAS_SETTINGS = {
    "backend": BACKEND,
    "floatx": "float32",
    "image_data_format": "channels_last",
    "epsilon": 1e-7,
}
"""What Keras takes where ``keras.json`` says nothing else."""

_PYTEST_FILES = ("pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml")
_PYTEST_SECTIONS = (
    ("tox.ini", "[pytest]"),
    ("setup.cfg", "[tool:pytest]"),
    ("pyproject.toml", "[tool.pytest"),
)

_OTHERS = "The course sets this aside. Other programs of yours that use Keras meet it: "
_TAKE_AWAY = "take the variable away where it is set, unless one of them needs it."
_DELETE_JSON = "delete the file, unless one of them needs it. Keras makes a new one."

_LIBRARIES = frozenset(
    (
        *("keras", "tensorflow", "numpy", "pandas", "matplotlib", "PIL", "IPython", "absl"),
        *("astunparse", "certifi", "cycler", "dateutil", "flatbuffers", "gast", "google"),
        *("h5py", "idna", "ipykernel", "jupyterlab", "ml_dtypes", "namex", "nbclient"),
        *("nbformat", "opt_einsum", "optree", "packaging", "pluggy", "pooch", "psutil"),
        *("pygments", "pyparsing", "pytest", "requests", "rich", "six", "termcolor", "tqdm"),
        *("traitlets", "typer", "typing_extensions", "urllib3", "wrapt"),
    )
)
"""The libraries of the course, and those that they import."""

_UNUSED = frozenset(
    (
        *("antigravity", "chunk", "crypt", "imp", "mailbox", "pipes", "sched", "shelve"),
        *("statistics", "symtable", "this", "trace", "turtle", "turtledemo", "wave"),
    )
)
"""Parts of Python that neither a worker, nor pytest, nor a notebook loads: a file may well have such a name."""

_HIDEABLE = (sys.stdlib_module_names | _LIBRARIES) - _UNUSED


def _users_keras_home(environment: Mapping[str, str]) -> Path:
    home = environment.get(USERS_KERAS_HOME) or environment.get("KERAS_HOME") or "~/.keras"
    # Not Path.expanduser: it stops with an error where there is no home folder.
    return Path(os.path.expanduser(home))  # noqa: PTH111


def _other_settings(file: Path) -> str:
    """Say what a ``keras.json`` asks for that the course does not have; nothing when there is no such thing."""
    import json

    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # Keras does without it, too.
        return ""
    if not isinstance(content, dict):
        return "can't be read by Keras"
    others = [
        f"{name} {content[name]!r}"
        for name, usual in _KERAS_SETTINGS.items()
        if content.get(name, usual) != usual
    ]
    return f"sets Keras to {', '.join(others)}" if others else ""
