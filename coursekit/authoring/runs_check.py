"""What running all checks shows: on the stubs none may pass, on the reference none may fail."""

import subprocess
import sys
import tempfile
from pathlib import Path

from coursekit.authoring.build import build_stubs
from coursekit.checks.results import CheckResult, Status, load_results
from coursekit.errors import CourseError
from coursekit.manifest import load_manifest


def check_run_problems(root: Path) -> list[str]:
    """Run all checks against the stubs and against the reference, and say what is wrong. Takes a minute or two."""
    with tempfile.TemporaryDirectory() as folder:
        stubs = Path(folder) / "stubs"
        (stubs / "mnist_course").mkdir(parents=True)
        (stubs / "mnist_course" / "__init__.py").touch()
        for path, text in build_stubs(root).items():
            (stubs / "mnist_course" / path.name).write_text(text, encoding="utf-8")
        try:
            # Each check by itself: one that never calls the function would pass.
            on_stubs = _run(root, stubs, Path(folder) / "stubs.json", "--every")
            on_reference = _run(root, root / "solutions", Path(folder) / "reference.json")
        except CourseError as error:
            return [str(error)]
    untouched = {Status.NOT_STARTED, Status.WAITING}
    checked = {result.function for result in on_reference}
    functions = load_manifest(root / "course.toml").functions.values()
    return [
        *(
            f"tests/lesson_{function.lesson_number} has no check of {function.name}. Write one."
            for function in functions
            if function.name not in checked
        ),
        *(
            f"tests/lesson_{r.lesson}: the stub of {r.function} is judged `{r.status.value}` by the check "
            f"`{r.check}`. It should be not started."
            for r in on_stubs
            if r.status not in untouched
        ),
        *(
            f"tests/lesson_{r.lesson}: the reference of {r.function} fails the check `{r.check}`: {r.message}"
            for r in on_reference
            if not r.passed
        ),
    ]


def _run(root: Path, learner: Path, file: Path, *options: str) -> list[CheckResult]:
    command = [
        sys.executable,
        "-m",
        "pytest",
        f"--learner={learner}",
        f"--results={file}",
        *options,
    ]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8")
    # pytest's exit codes: 0 all passed, 1 some failed. With any other one it did not run all checks.
    if run.returncode not in (0, 1) or not file.exists():
        raise CourseError(
            f"tests/: the checks could not run. pytest says:\n{run.stdout}{run.stderr}"
        )
    return load_results(file)
