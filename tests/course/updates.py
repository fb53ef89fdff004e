"""Can a learner who began long ago take today's course? ``python -m tests.course.updates 30 90 150`` tries it.

The numbers say how many commits ago. Each start becomes a clone in which every file is edited that a learner may edit. Its
own, old ``course update`` brings it to the commit that is checked out here, and so does today's. Nothing may be lost, and
what passed must pass. It takes some minutes each; ``--without-checks`` looks at the files alone, in seconds.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from coursekit.manifest import ROOT

COURSE = (sys.executable, "-c", "from coursekit.cli import main; main()")
OWN_FILES = {
    "mnist_course/helpers.py": "def half(x):\n    return x / 2\n",
    "mnist_course/utils/plots.py": "COLOUR = 'binary'\n",
    "lessons/my_notes.ipynb": "{}",
    "notes Übung.txt": "pixels are 0 to 255\n",
    "artifacts/mine.txt": "a result\n",
}


def main() -> None:
    """Try each of the starts that are named; exit with 1 when something is lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("starts", nargs="+", help="how many commits ago, or a commit")
    parser.add_argument("--without-checks", action="store_true")
    asked = parser.parse_args()
    wrong = [
        f"{start}, {way}: {line}"
        for start in asked.starts
        for way, update in WAYS.items()
        for line in _try(
            f"HEAD~{start}" if start.isdigit() else start, update, asked.without_checks
        )
    ]
    print("\n".join(wrong) or "Nothing is lost.")
    sys.exit(bool(wrong))


def _own(mine: Path) -> str:
    return run(mine, *COURSE, "update")


def _own_after_a_commit(mine: Path) -> str:
    run(mine, "git", "add", "--all")
    name = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    run(mine, "git", *name, "commit", "--quiet", "-m", "My work")
    return _own(mine)


def _todays(mine: Path) -> str:
    code = "import sys, pathlib; from coursekit.learning.update import update; "
    code += "print(*update(pathlib.Path(sys.argv[1])), sep='\\n')"
    return run(ROOT, sys.executable, "-c", code, str(mine))


WAYS = {
    "with its own command": _own,
    "with its own command after a commit": _own_after_a_commit,
    "with today's command": _todays,
}
"""How a learner takes the newer course; the first way is the one with checks."""


def _try(start: str, update: Callable[[Path], str], without_checks: bool) -> list[str]:
    """Return what went wrong with a start at this commit."""
    without_checks = without_checks or update is not _own
    with tempfile.TemporaryDirectory(prefix="update-") as folder:
        mine = Path(folder, "mine")
        begin(mine, start)
        edits = edit_everything(mine)
        before: set[str] = set() if without_checks else passed(mine)
        told = update(mine)
        print(f"--- {start}: {len(before)} functions passed\n{told}", flush=True)
        wrong = lost(mine, edits, told)
        if "newest course" not in (again := _own(mine)):
            wrong.append(f"a second update says {again!r}")
        if not without_checks:
            print(run(mine, *COURSE), flush=True)
            now = passed(mine)
            wrong += [f"{name} passed, and does not any more" for name in sorted(before - now)]
        return wrong


def begin(mine: Path, commit: str) -> None:
    """Make a learner's clone of this course, as it was at a commit; its `origin` is the course of today."""
    original = mine.parent / "original.git"
    run(ROOT, "git", "clone", "--quiet", "--bare", str(ROOT), str(original))
    run(
        original,
        "git",
        "update-ref",
        "refs/heads/main",
        run(ROOT, "git", "rev-parse", "HEAD").strip(),
    )
    run(original, "git", "symbolic-ref", "HEAD", "refs/heads/main")
    run(mine.parent, "git", "clone", "--quiet", str(original), str(mine))
    run(mine, "git", "reset", "--quiet", "--hard", run(ROOT, "git", "rev-parse", commit).strip())


def edit_everything(mine: Path) -> dict[str, bytes]:
    """Fill all stubs, work in all notebooks, add files; return what was written, by path."""
    for path in mine.glob("mnist_course/[!_]*.py"):
        reference = mine / "solutions" / "mnist_course" / path.name
        source = reference if reference.is_file() else path
        lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
        solved = "".join(line for line in lines if not re.search("### (BEGIN|END) SOL", line))
        path.write_text(f"{solved}\n\nMY_OWN = 1\n", encoding="utf-8")
    for path in mine.glob("lessons/*.ipynb"):
        content = json.loads(path.read_text(encoding="utf-8"))
        output = {"output_type": "stream", "name": "stdout", "text": ["42\n"]}
        code = {"cell_type": "code", "id": "mine", "metadata": {}, "execution_count": 1}
        content["cells"].append({**code, "source": ["print(42)"], "outputs": [output]})
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    for name, text in OWN_FILES.items():
        path = mine / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    edited = [*mine.glob("mnist_course/[!_]*.py"), *mine.glob("lessons/*.ipynb")]
    edited += [mine / name for name in OWN_FILES]
    return {path.relative_to(mine).as_posix(): path.read_bytes() for path in edited}


def lost(mine: Path, edits: dict[str, bytes], told: str) -> list[str]:
    """Return which edits are neither where they were nor where the update says."""
    wrong = []
    for path, content in edits.items():
        if (mine / path).is_file() and (mine / path).read_bytes() == content:
            continue
        places = [
            line.rpartition(" is kept as ")[2].rstrip(".\n")
            for line in told.splitlines()
            if line.startswith(f"{path} was edited")
        ]
        if not any((mine / place).read_bytes() == content for place in places):
            wrong.append(f"{path} is lost")
    return wrong


def passed(mine: Path) -> set[str]:
    """Run all checks as the clone itself does; return the functions that pass."""
    shutil.rmtree(mine / ".pytest_cache", ignore_errors=True)
    command = (sys.executable, "-m", "pytest", "--config-file=pyproject.toml", "-q")
    print(run(mine, *command, may_fail=True)[-3000:], flush=True)
    states = json.loads((mine / "progress.json").read_text(encoding="utf-8"))
    return {name for name, state in states.items() if state["status"] == "passed"}


def run(folder: Path, *command: str, may_fail: bool = False) -> str:
    """Run a command and return what it prints.

    Raises
    ------
    RuntimeError
        With what it says, when it fails.
    """
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    if done.returncode and not may_fail:
        raise RuntimeError(f"{command}: {done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
