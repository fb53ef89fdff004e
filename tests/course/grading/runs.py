"""Runs of ``course grade`` on a small class, in processes of their own that can be killed."""

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from coursekit.grading.run import sandbox
from coursekit.manifest import ROOT
from coursekit.worker.launch import CHILD

COURSE = [sys.executable, "-c", "from coursekit.cli import main; main()"]
SANDBOX = "bwrap" if shutil.which("bwrap") else "none"
SEED = 7
LIMIT = 900.0
"""Seconds for what must happen at some time. It catches what never comes; slowness has room."""

REFERENCE = (ROOT / "solutions/mnist_course/load_data.py").read_text(encoding="utf-8")
CLASS = {
    "ann": REFERENCE,
    "ben": REFERENCE,
    "cleo": REFERENCE.replace("255", "256"),
    "dan": REFERENCE + "\n\ndef load_data():\n    raise ValueError('no digits today')\n",
    "eva": None,
    "fay": REFERENCE + "\n\ndef scale_images(images):\n    raise NotImplementedError\n",
}
"""Their load_data.py. Eva's folder is empty; Ben's work is Ann's."""


def kill_and_resume(
    class_folder: Path,
    whole: Path,
    folder: Path,
    kills: int,
    longest: float = 12,
    limit: float = LIMIT,
    compared: Callable[[Path], object] | None = None,
) -> list[dict]:
    """Kill a run at random moments, let the last one finish, and compare with the undisturbed run.

    Kills the main process and its processes at once, and the main process alone, by turns: each run `longest` seconds at most
    after its first worker has started. The last run may take `limit` seconds. `compared` takes from a run's folder what must be
    the same: all that was found, if nothing else is said.

    Returns
    -------
    list of dict
        For each kill: after how many seconds, what was killed, how many results there were.
    """
    out, marker = folder / "killed", folder / "tmp"
    marker.mkdir()
    moments = random.Random()
    kept: dict[str, bytes] = {}
    kills_made = []
    for kill in range(kills):
        run = start(class_folder, out, marker)
        # Counted from the first worker on: before, there is nothing to lose.
        wait_for(lambda run=run: grading_processes(marker) or run.poll() is not None)
        moment, whole_group = moments.uniform(0, longest), kill % 2 == 0
        try:
            run.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            (os.killpg if whole_group else os.kill)(run.pid, signal.SIGKILL)
            run.wait()
        wait_for(lambda: not processes_of(marker))
        now = bytes_of_results(out)
        for text in now.values():
            json.loads(text)
        assert kept.items() <= now.items(), "A result was lost, or found again."
        kept = now
        kills_made.append({"seconds": moment, "group": whole_group, "results": len(kept)})
    run = start(class_folder, out, marker)
    assert run.wait(timeout=limit) == 0
    assert kept.items() <= bytes_of_results(out).items(), "A result was found again."
    compared = compared or grades
    assert compared(out) == compared(whole), kills_made
    wait_for(lambda: not processes_of(marker))
    return kills_made


def write_class(folder: Path) -> None:
    """Write the submissions of `CLASS`."""
    for name, text in CLASS.items():
        (folder / name).mkdir(parents=True)
        if text is not None:
            write_submission(folder / name, text)


def write_submission(folder: Path, load_data: str) -> None:
    (folder / "mnist_course").mkdir(parents=True)
    (folder / "mnist_course" / "load_data.py").write_text(load_data, encoding="utf-8")


def _command(path: Path, out: Path, *options: object, seed: int | None = SEED, sandbox: str = ""):
    seeds = [] if seed is None else ["--seed", seed]
    sandbox = sandbox or SANDBOX
    words = [path, "--out", out, "-j", 2, "--sandbox", sandbox, *seeds, *options]
    return [*COURSE, "grade", *map(str, words)]


def course_grade(*args: object, environment: dict | None = None, **kwargs: object):
    return subprocess.run(
        _command(*args, **kwargs),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **(environment or {})},
        timeout=LIMIT,
    )


def start(path: Path, out: Path, marker: Path, *options: object, **kwargs: object):
    """Start a run in a process group of its own; all its processes can be known by `marker`."""
    return started(_command(path, out, *options, **kwargs), TMPDIR=str(marker))


def started(command: list[str], place: Path = ROOT, **environment: str) -> subprocess.Popen:
    return subprocess.Popen(
        command,
        cwd=place,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, **environment},
    )


def as_ordinary_user(folder: Path) -> list[str]:
    """Return the beginning of a command that root runs as an ordinary user, to whom `folder` then belongs.

    In a tree of its own, because Python may lie where only root may look.
    """
    parts = [*sandbox._SYSTEM, *sandbox._TOOLS, sys.base_prefix, sys.prefix, ROOT, folder]
    command = ["bwrap", "--die-with-parent", "--bind", "/proc", "/proc"]
    command += ["--dev-bind", "/dev", "/dev", "--perms", "1777", "--tmpfs", "/tmp"]
    command += sandbox._binds({str(p): str(p) for p in parts})
    command += ["--bind", str(folder), str(folder), "--chdir", str(ROOT)]
    command += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--"]
    os.chown(folder, 54321, 54321)
    return [*command, "setpriv", "--reuid", "54321", "--regid", "54321", "--clear-groups", "--"]


def processes_of(marker: Path) -> list:
    """Return the processes that have the folder `marker` in their environment or command, and all that they started."""
    found = set()
    for process in psutil.process_iter():
        try:
            if process.status() != psutil.STATUS_ZOMBIE and (
                process.environ().get("TMPDIR") == str(marker)
                or str(marker) in " ".join(cmdline(process))
            ):
                found |= {process, *children(process)}
        except psutil.Error:
            continue
    return list(found)


def grading_processes(marker: Path) -> int:
    """Count the processes that have begun to grade: they have started a worker."""
    pool = [p for p in processes_of(marker) if "spawn_main" in " ".join(cmdline(p))]
    return sum(any(CHILD[1] in cmdline(child) for child in children(p)) for p in pool)


def cmdline(process: psutil.Process) -> list[str]:
    """Return the words of its command; none when it has ended."""
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def children(process: psutil.Process) -> list[psutil.Process]:
    """Return all that it started, directly or not."""
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def wait_for(condition) -> None:
    end = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < end, "What was waited for did not come."
        time.sleep(0.2)


def points(out: Path) -> dict[str, float | None]:
    """Return the points by submission; None where there are none."""
    return {row["submission"]: float(row["points"]) if row["points"] else None for row in rows(out)}


def copy_of(out: Path, folder: Path) -> Path:
    return shutil.copytree(out, folder / "copy")


def rows(out: Path) -> list[dict[str, str]]:
    with (out / "grades.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def bytes_of_results(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / "results").glob("*.json")}


def results(out: Path) -> dict[str, list]:
    """Return what was found, without how long it took."""
    return {
        name: [{**result, "duration": 0} for result in json.loads(text)["results"]]
        for name, text in bytes_of_results(out).items()
    }


def grades(out: Path) -> tuple:
    return rows(out), results(out)
