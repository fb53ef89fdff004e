"""How long it takes to count the points of a graded class anew, after a change of `class.toml`.

Run from the course folder: ``python benchmarks/rescore.py [--students 120]``. Writes ``benchmarks/rescore.json``. The students'
facts are made up, of all core lessons, so that nothing needs to be run; reading what they handed in, every format and the
start of Python are in the time.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from coursekit.checks.results import CheckResult, Status  # noqa: E402
from coursekit.checks.run import list_checks  # noqa: E402
from coursekit.grading.intake.class_folder import read_submissions  # noqa: E402
from coursekit.grading.run.class_run import tasks_for  # noqa: E402
from coursekit.grading.run.stored import run_seed, store  # noqa: E402
from coursekit.grading.run.task import LessonRun, Outcome  # noqa: E402
from coursekit.manifest import load_manifest  # noqa: E402

RULES = """lessons = "core"
[due]
all = 2027-01-15T23:59:00+01:00
[points]
build_mlp = {points}
"""


def main() -> None:
    """Make a class, count it anew some times, and write how long that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=120)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_class(folder, options.students)
        measured = [counted_anew(folder, 10 + n) for n in range(options.times + 1)][1:]
    seconds, of_cpu = zip(*measured, strict=True)
    result = {
        "students": options.students,
        "median_seconds": round(statistics.median(seconds), 2),
        "median_cpu_seconds": round(statistics.median(of_cpu), 2),
        "seconds": [round(one, 2) for one in seconds],
    }
    file = ROOT / "benchmarks" / "rescore.json"
    file.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result))


def write_class(folder: Path, students: int) -> None:
    """Write submissions, no two alike, and facts of each."""
    reference = {
        path.name: path.read_text() for path in (ROOT / "solutions/mnist_course").glob("*.py")
    }
    for number in range(students):
        package = folder / "submissions" / f"student {number:03}" / "mnist_course"
        package.mkdir(parents=True)
        for name, text in reference.items():
            (package / name).write_text(f"{text}\n# {number}\n", encoding="utf-8")
    manifest, out = load_manifest().part("core"), folder / "grades"
    checks = list_checks([lesson.tests for lesson in manifest.lessons], ROOT)
    lessons = ",".join(lesson.number for lesson in manifest.lessons)
    tasks = tasks_for(
        read_submissions([folder / "submissions"]), run_seed(out), "bwrap", "sample", lessons
    )
    for number, task in enumerate(tasks.values()):
        results = [
            CheckResult(
                manifest.graded[name].lesson_number,
                name,
                check,
                Status.FAILED if (place + number) % 11 == 0 else Status.PASSED,
                "It is wrong.\n→ Mend it." * ((place + number) % 11 == 0),
            )
            for place, (name, check) in enumerate(checks)
        ]
        runs = {key: LessonRun(one, task.seed) for key, one in task.fingerprints.items()}
        store(out, task.key, Outcome(task.key, results, sandbox="bwrap", lessons=runs).as_dict())


def counted_anew(folder: Path, points: int) -> tuple[float, float]:
    """Change the points, run the command, and return how many seconds it took, and how many of a core's.

    On a machine that does other work too, the second number says more.
    """
    (folder / "class.toml").write_text(RULES.format(points=points), encoding="utf-8")
    start, before = time.perf_counter(), os.times()
    command = [
        sys.executable,
        "-c",
        "from coursekit.cli import main; main()",
        "grade",
        "submissions",
    ]
    subprocess.run(
        command,
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    seconds, after = time.perf_counter() - start, os.times()
    return seconds, sum(after[2:4]) - sum(before[2:4])


if __name__ == "__main__":
    main()
