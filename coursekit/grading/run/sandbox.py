"""Starts a worker under bubblewrap: no network, little to read, nothing to keep, limits that hold.

What is inside: the interpreter and its packages, the part of `coursekit` that a worker runs, and one folder with the
submission's files, all read-only; a small /tmp. Not inside: checks, solutions, the bundled digits, other
submissions, the environment.

For an ordinary user, bubblewrap makes a user namespace. For root that would not do: root's processes are not
counted, so a fork bomb would go through, and the interpreter may lie where only root may look. So root first builds
the same tree, becomes an unprivileged user in it, and starts the very same sandbox from there.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.grading.run.seccomp import open_filter
from coursekit.worker.launch import CHILD, ONE_THREAD, Launched, started

LIMITS = {
    "CPU": 900,
    "DATA": 4 * 2**30,
    "AS": 32 * 2**30,
    "NPROC": 256,
    "NOFILE": 256,
    "FSIZE": 32 * 2**20,
    "CORE": 0,
    "NICE": 10,
}
"""Limits of one process in the sandbox, by the names of Python's `resource` module; NPROC is for all together, NICE a lower
priority.

TensorFlow uses 0.5 GB of DATA and 10 threads (which count as processes) on 2 cores; it makes more with more cores, but a
sandbox has its share of them only (see `coursekit.grading.run.executors`). AS bounds the page tables, which belong to no process's memory.
"""

MEMORY_BYTES = 4 * 2**30
"""What all processes of a sandbox may use together. A worker needs 0.7 GB; full MNIST in float64 is 0.4 GB."""

TMP_BYTES = 64 * 2**20
"""Size of /tmp and of /dev/shm in the sandbox. They are in memory."""

_PACKAGE = Path(__file__).resolve().parents[2]
_PARTS = (
    "__init__.py",
    "errors.py",
    "mnist.py",
    *(f"worker/{part}" for part in ("__init__.py", "names.py", "protocol.py", "inside")),
)
"""What a worker needs of `coursekit`."""

_SETTINGS = {
    **ONE_THREAD,
    # As many submissions at a time as there are cores: threads would only wait for each other.
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "MPLBACKEND": "Agg",
    "PYTHONDONTWRITEBYTECODE": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}
_SYSTEM = ("/usr/lib", "/lib", "/lib64", "/etc/ld.so.cache")
_TOOLS = ("/usr/bin", "/bin")
_FIRST_UID = 210_000


class NoSandbox(CourseError):
    """bubblewrap is missing or does not work here; the text says what to do."""


def require_sandbox(sandbox: str) -> None:
    """Try the sandbox once: "bwrap", "user", or "none", which is always there.

    Raises
    ------
    NoSandbox
        When it can't be had, with what to do.
    """
    if sandbox == "user":
        _require_user()
    if sandbox != "bwrap":
        return
    if shutil.which("bwrap") is None:
        raise NoSandbox(_MISSING)
    with tempfile.TemporaryDirectory() as box, open_filter() as seccomp:
        command = [*_sandbox(Path(box), {}, seccomp), sys.executable, "-c", "pass"]
        run = subprocess.run(command, pass_fds=[seccomp], capture_output=True, text=True)
    if run.returncode:
        raise NoSandbox(_BROKEN.format(error=run.stderr.strip()))


def _require_user() -> None:
    if not hasattr(os, "geteuid") or os.geteuid() or not shutil.which("setpriv"):
        raise NoSandbox(_NO_USER)
    command = [*_becoming(_FIRST_UID, _FIRST_UID), sys.executable, "-c", "pass"]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        raise NoSandbox(_NO_PYTHON_FOR_USER.format(python=sys.executable, error=run.stderr.strip()))


def launch_sandboxed(folder: Path, data: str) -> Launched:
    """Start a worker in a sandbox.

    Parameters
    ----------
    folder
        The only folder that it sees. It may be filled later, until the learner's code is asked for.
    data
        The name of the ``mnist.npz`` in this folder.
    """
    environment = {
        "HOME": "/tmp",
        "MNIST_COURSE_DATA": f"/submission/{data}",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "PYTHONPATH": "/course",
        "COURSE_LIMITS": json.dumps(LIMITS),
        **_SETTINGS,
    }
    with open_filter() as seccomp:
        command = [*_sandbox(folder, environment, seccomp), sys.executable, *CHILD, "/submission"]
        return started(command, {"PATH": os.defpath}, True, MEMORY_BYTES, [seccomp])


def launch_as_user(folder: Path, data: str) -> Launched:
    """Start a worker as a user without rights: for root, in a container that is thrown away and lets no sandbox start.

    The user may read what everybody may, and use the network. It may write to a folder of its own and to /tmp. It sees no
    more of the course than a sandbox would, as long as nobody else may read the course's folder. It is a new one for each
    worker, and ends with it, with all of its processes. Its group is one for each submission: others can't read that.
    """
    uid = _new_id()
    course = folder.parent / "course"
    for part in _PARTS:
        source, target = _PACKAGE / part, course / "coursekit" / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            shutil.copy(source, target)
    # A new one for each worker: an earlier one could have left links, for root to follow.
    home = Path(tempfile.mkdtemp(dir=folder.parent))
    for file in _font_lists():
        shutil.copy(file, home)
    if folder.stat().st_gid < _FIRST_UID:
        os.chown(folder, 0, _new_id())
    gid = folder.stat().st_gid
    os.chown(home, uid, gid)
    # mkdtemp makes folders for root's eyes only. The vault beside the box stays so.
    folder.parent.chmod(0o711)
    folder.chmod(0o750)
    environment = {
        "HOME": str(home),
        "MNIST_COURSE_DATA": str(folder / data),
        "MPLCONFIGDIR": str(home),
        "PATH": os.defpath,
        "TMPDIR": str(home),
        "PYTHONPATH": str(course),
        "COURSE_LIMITS": json.dumps(LIMITS),
        **_SETTINGS,
    }
    command = [*_becoming(uid, gid), sys.executable, *CHILD, str(folder)]
    return replace(started(command, environment, True, MEMORY_BYTES), uid=uid)


def launch_bare(folder: Path, data: str) -> Launched:
    """Start a worker without a sandbox: a cleared environment is all the protection there is."""
    environment = {
        "HOME": str(folder),
        "MNIST_COURSE_DATA": str(folder / data),
        "PATH": os.defpath,
        "PYTHONPATH": str(_PACKAGE.parent),
        **{name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ},
        **_SETTINGS,
    }
    return started([sys.executable, *CHILD, str(folder)], environment, graded=True)


LAUNCH = {"bwrap": launch_sandboxed, "user": launch_as_user, "none": launch_bare}
"""What starts a worker, by the name that ``--sandbox`` has for it."""


def _new_id() -> int:
    """Return the number of a user or a group that nobody is."""
    return _FIRST_UID + secrets.randbelow(100_000)


def _becoming(uid: int, gid: int) -> list[str]:
    """Return the command that comes before one to be run as a user without rights."""
    command = ["setpriv", "--reuid", str(uid), "--regid", str(gid), "--clear-groups"]
    # Python looks for modules where it is started: nothing lies there that the user could write.
    return [*command, "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "env", "-C", "/"]


def _sandbox(box: Path, environment: dict[str, str], seccomp: int) -> list[str]:
    """Return the command that comes before the command to run; `seccomp` is the filter's descriptor."""
    visible = {path: path for path in (*_SYSTEM, sys.base_prefix, sys.prefix)}
    for part in _PARTS:
        visible[f"/course/coursekit/{part}"] = str(_PACKAGE / part)
    visible["/submission"] = str(box)
    for file in _font_lists():
        visible[f"/tmp/matplotlib/{file.name}"] = str(file)
    if os.geteuid() == 0:
        # mkdtemp makes folders for root's eyes only.
        box.chmod(0o755)
        uid = str(_new_id())
        staged = {**visible, **{path: path for path in _TOOLS}}
        become = ["setpriv", "--reuid", uid, "--regid", uid, "--clear-groups", "--"]
        # A process namespace here too: when its first process ends, the system ends all others in it. bwrap, without
        # root's rights by then, may not send the signal to another user's process.
        stage = ["bwrap", "--die-with-parent", "--unshare-pid", "--bind", "/proc", "/proc"]
        stage += ["--dev-bind", "/dev", "/dev", *_binds(staged)]
        stage += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--"]
        return [*stage, *become, *_inner({path: path for path in visible}, environment, seccomp)]
    return _inner(visible, environment, seccomp)


def _inner(visible: dict[str, str], environment: dict[str, str], seccomp: int) -> list[str]:
    size = str(TMP_BYTES)
    command = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    # In a user namespace of its own, a submission could mount a /tmp of any size.
    command += ["--unshare-user", "--disable-userns", "--seccomp", str(seccomp)]
    command += ["--uid", "65534", "--gid", "65534", "--hostname", "sandbox", "--cap-drop", "ALL"]
    command += ["--proc", "/proc", "--dev", "/dev", "--size", size, "--tmpfs", "/dev/shm"]
    command += ["--size", size, "--tmpfs", "/tmp", *_binds(visible)]
    for name, value in environment.items():
        command += ["--setenv", name, value]
    return [*command, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/", "--"]


def _binds(visible: dict[str, str]) -> list[str]:
    arguments: list[str] = []
    # Folders on the way would be made for their owner's eyes only.
    for folder in sorted({str(parent) for path in visible for parent in Path(path).parents}):
        arguments += ["--perms", "0755", "--dir", folder] if folder != "/" else []
    for inside, outside in visible.items():
        arguments += ["--ro-bind-try", outside, inside]
    return arguments


def _font_lists() -> list[Path]:
    """Return matplotlib's lists of fonts; without them, every sandbox would search for fonts anew."""
    import matplotlib

    return sorted(Path(matplotlib.get_cachedir()).glob("fontlist-*.json"))


_MISSING = (
    "The sandbox needs bubblewrap (0.8 or newer), and the command bwrap is not there.\n"
    "→ On Debian and Ubuntu: apt-get install bubblewrap. On Fedora: dnf install bubblewrap. macOS and Windows have "
    "none: grade in a Linux container or in CI.\n"
    "→ Only for code that you trust as your own: --sandbox none."
)
_NO_USER = (
    "--sandbox user needs root, and the command setpriv: the code runs as another user, in a container.\n"
    "→ On Debian and Ubuntu: apt-get install util-linux."
)
_NO_PYTHON_FOR_USER = (
    "--sandbox user: a user without rights can't start {python}: {error}\n"
    "→ Install Python and the course where every user may read, such as in /opt."
)
_BROKEN = (
    "bubblewrap is installed, but does not work here: {error}\n"
    "→ It has to be version 0.8 or newer: `bwrap --version`.\n"
    '→ In a container, allow what docs/grading.md, "A container", lists. '
    "On Ubuntu 24.04, see `sysctl kernel.apparmor_restrict_unprivileged_userns`.\n"
    "→ Only for code that you trust as your own: --sandbox none."
)
