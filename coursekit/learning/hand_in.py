"""``course hand-in``: the small zip that grading wants, looked at before it is handed in, and a receipt."""

import hashlib
import json
import os
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typer
from rich.console import Console

from coursekit.checks.results import CheckResult, Status, by_function, function_status
from coursekit.checks.run import run_checks
from coursekit.errors import CourseError
from coursekit.files import write_atomically
from coursekit.grading.formats.zip_bytes import zip_bytes
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.intake.submission import Submission
from coursekit.grading.problems import GradingCode
from coursekit.manifest import Lesson, load_manifest
from coursekit.worker.learner import Learner
from coursekit.worker.names import Code

_BROKEN = {Code.SYNTAX, Code.ENCODING, Code.IMPORT}
"""How a check ends when a file can't be imported: none of its functions has points then."""


def hand_in(root: Path, name: str, out: Path, check: bool = True) -> int:
    """Write the zip and its receipt, and say what is missing as long as there is time.

    Parameters
    ----------
    root
        The course folder.
    name
        Whose work it is: it stands in the zip's name.
    out
        The folder that the zip goes into.
    check
        Whether the checks of the core lessons are run.

    Returns
    -------
    int
        The exit code: 1 when a file is missing or can't be imported. The zip is there all the same.

    Raises
    ------
    CourseError
        When there is nothing to hand in, or grading would not find in the zip what was put there.
    """
    console = Console(highlight=False, markup=False, soft_wrap=True)
    content, label = zip_bytes(_files(root)), _file_name(name)
    found = _as_grading_sees_it(content, label)
    if found.problem:
        raise CourseError(
            f"There is nothing to hand in: {found.problem.sentence.partition(' →')[0]}\n"
            "→ Write your functions in mnist_course/, and save."
        )
    missing = _missing(found)
    broken: list[str] = []
    if check:
        console.print("Looking at your lessons takes a moment.")
        with Learner(root, load_manifest(), "sample") as learner:
            results = run_checks([one.tests for one in load_manifest().core], learner, root)
        for lesson in load_manifest().core:
            console.print(_lesson_line(lesson, results))
        broken = _broken(results)
    path = out / f"{label}.zip"
    write_atomically(path, content)
    receipt = _receipt(name, path, content, found)
    write_atomically(out / f"{label}.receipt.txt", receipt)
    for line in [*missing, *broken]:
        console.print(f"! {line}")
    console.print(f"Hand in this file: {path}")
    console.print(f"Keep the receipt: {out / f'{label}.receipt.txt'}")
    return 1 if missing or broken else 0


def ask_name() -> str:
    """Ask whose work it is, and return the answer; nothing in a notebook's cell, where a command would wait for ever."""
    return "" if "JPY_PARENT_PID" in os.environ else str(typer.prompt("Your name"))


def _files(root: Path) -> dict[str, bytes]:
    """Return what goes into the zip: the package, how many hints were asked for, and notebooks that hold work alone."""
    package = sorted((root / "mnist_course").rglob("*.py"))
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in package}
    hints = root / "artifacts" / "hints.json"
    if hints.is_file():
        files["artifacts/hints.json"] = hints.read_bytes()
    for path in sorted((root / "lessons").glob("*.ipynb")):
        files[f"lessons/{path.name}"] = _without_outputs(path.read_bytes())
    return files


def _without_outputs(notebook: bytes) -> bytes:
    """Return a notebook without what its cells showed: pictures take room, and grading looks at the code alone."""
    try:
        content: dict[str, Any] = json.loads(notebook)
        for cell in content["cells"]:
            if "outputs" in cell:
                cell["outputs"] = []
    except (ValueError, KeyError, TypeError):
        return notebook
    return json.dumps(content, ensure_ascii=False).encode()


def _as_grading_sees_it(content: bytes, label: str) -> Submission:
    """Return the submission that grading makes of the zip."""
    with TemporaryDirectory(prefix="hand-in-") as folder:
        path = Path(folder, f"{label}.zip")
        path.write_bytes(content)
        found = read_submissions([path])
    return found[0]


def _missing(found: Submission) -> list[str]:
    lines = [
        f"{lesson.functions[0].file} is not there: lesson {lesson.number.lstrip('0')} has no points."
        for lesson in load_manifest().core
        if f"{lesson.slug}.py" not in found.files
    ]
    for note in found.notes:
        if note.code is GradingCode.NOTEBOOK_WORK:
            lines.append(
                "Written in a notebook, and not in mnist_course/: {functions}. Copy it there, save, and run this again.".format(
                    **note.fields
                )
            )
        else:
            lines.append(note.sentence)
    return lines


def _lesson_line(lesson: Lesson, results: Sequence[CheckResult]) -> str:
    groups = by_function(result for result in results if result.lesson == lesson.number)
    states = {name: function_status(group) for (_, name), group in groups.items()}
    left = [f"{name} ({s.value})" for name, s in states.items() if s is not Status.PASSED]
    return f"{lesson.number} {lesson.title}: {', '.join(left) or 'done'}"


def _broken(results: Sequence[CheckResult]) -> list[str]:
    lines = [
        f"{result.file or 'A file'} can't be imported, and has no points then: {result.message.splitlines()[0]}"
        for result in results
        if result.code in _BROKEN and result.message
    ]
    return list(dict.fromkeys(lines))


def _receipt(name: str, path: Path, content: bytes, found: Submission) -> str:
    now = datetime.now().astimezone().isoformat(" ", "seconds")
    lines = [
        f"{path.name}, made for {name} on {now}",
        f"SHA-256 of the zip:  {hashlib.sha256(content).hexdigest()}",
        f"SHA-256 of the work: {found.content_hash}",
        "",
        *(f"{file}: {len(text.splitlines())} lines" for file, text in sorted(found.files.items())),
        "",
        "The second number stands in the grade too, as “content”: so it can be seen that this very work was graded.",
    ]
    return "\n".join(lines) + "\n"


def _file_name(name: str) -> str:
    """Return the zip's name: the student's, as every system can write it."""
    plain = re.sub(r"[^\w.-]+", "_", name).strip("_.-")
    if not plain:
        raise CourseError("Whose work is it?\n→ `course hand-in --name 'Ann Ito'`")
    return f"{plain[:60]}_mnist_course"
