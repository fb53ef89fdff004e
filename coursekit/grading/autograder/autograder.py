"""Grades one submission for Classroom 50. Its runner starts this in the student's checkout, with the class's Python.

It leaves result.json and release-body.md there. When the grader itself fails, this ends with an error and leaves
neither: Classroom 50 then says that grading failed, and no zero is published.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

LESSONS = "core"
COURSE = Path(__file__).resolve().parent / "course"
PYTHON = COURSE / ".venv/bin/python"
RESTRICTED = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")


def main() -> None:
    """Install the course where it is not there yet, grade the checkout, and leave the result in it."""
    checkout = Path.cwd()
    # Python imports from the folder that it is started in: nothing may be started in the student's.
    os.chdir(COURSE.parent)
    if not PYTHON.exists():
        install()
    allow_sandbox()
    with tempfile.TemporaryDirectory(prefix="classroom50-") as work:
        grades = Path(work, "grades")
        # Links stay links.
        submission = Path(work, checkout.name)
        shutil.copytree(checkout, submission, symlinks=True, ignore=without_git)
        # The runner of Classroom 50 writes the summary and the outputs itself.
        told = {"GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"}
        environment = {name: value for name, value in os.environ.items() if name not in told}
        course = [str(PYTHON.with_name("course")), "grade", str(submission), "--single"]
        run(
            [*course, "--out", str(grades), "--jobs", "1", "--lessons", LESSONS],
            environment=environment,
        )
        (feedback,) = (grades / "feedback").glob("*.md")
        deliver(feedback, checkout / "release-body.md")
        deliver(grades / "result.json", checkout / "result.json")


def install() -> None:
    """Unpack the course and install it, with the packages that its lock names."""
    shutil.unpack_archive(COURSE.with_suffix(".zip"), COURSE.parent)
    run([sys.executable, "-m", "venv", str(PYTHON.parents[1])])
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    packages = ["-c", "constraints.txt", "-r", "requirements.txt", "-e", ".[grade]"]
    run([*pip, *packages], folder=COURSE)


def allow_sandbox() -> None:
    """Let bubblewrap start: Ubuntu's AppArmor forbids it the user namespaces that it needs."""
    if RESTRICTED.is_file() and RESTRICTED.read_text().strip() == "1":
        run(["sudo", "-n", "sysctl", "-w", "kernel.apparmor_restrict_unprivileged_userns=0"])


def without_git(folder: str, names: list[str]) -> list[str]:
    """Leave out the repository itself: what was handed in is the files."""
    return [name for name in names if name == ".git"]


def run(
    command: list[str], folder: Path = COURSE.parent, environment: dict[str, str] | None = None
) -> None:
    """Run a command; when it fails, end with its exit code, which Classroom 50 takes for a grader that failed."""
    done = subprocess.run(command, cwd=folder, env=environment)
    if done.returncode:
        print(f"::error::Not graded: {Path(command[0]).name} ended with {done.returncode}.")
        sys.exit(done.returncode if done.returncode > 0 else 1)


def deliver(source: Path, target: Path) -> None:
    """Put a file into the checkout in place of whatever lies there: the student may have left a link of this name."""
    number, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(number, "wb") as file:
        file.write(source.read_bytes())
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    Path(name).replace(target)


if __name__ == "__main__":
    main()
