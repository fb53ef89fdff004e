"""How long a learner waits from saving a file to the verdict in ``course watch``.

Run from the course folder: ``python benchmarks/feedback_watch.py [--runs 10]``. Prints a table and writes
``benchmarks/feedback_watch.json``. Needs a pseudo-terminal: Linux or macOS.

A copy of the course with the reference in it is watched by a real process. The lessons take turns: when the spare
worker waits, the lesson's file is saved with another comment, and the clock runs until the line below the verdict.

Lessons 5 to 7 train or call ``model.predict``, which takes the time that Keras takes. The checks that do so are
counted apart, with their durations in the same run; the limit is for all the rest.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pexpect
import psutil

from coursekit.checks.results import CheckResult, load_results
from coursekit.learning.watch import KEYS
from coursekit.manifest import ROOT, load_manifest

LIMIT = 0.5
MB = 2**20
READY_MB = 300
"""A worker that has imported TensorFlow is larger than this."""


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows, memory = _measure(_copy(Path(folder)), options.runs)
    lessons = {
        number: {
            name: round(statistics.median(row[name] for row in found), 3)
            for name in ("verdict", "keras", "rest")
        }
        for number, found in rows.items()
    }
    result = {
        "runs": options.runs,
        "median_seconds": lessons,
        "limit_of_rest": LIMIT,
        "idle_spare_worker_mb": round(statistics.median(memory)),
    }
    file = ROOT / "benchmarks" / "feedback_watch.json"
    file.write_text(json.dumps(result, indent=1) + "\n")
    print("lesson  verdict  training or predict  rest")
    for number, row in lessons.items():
        print(f"{number:6} {row['verdict']:7.2f} s {row['keras']:17.2f} s {row['rest']:7.2f} s")
    print(
        f"limit of the rest: {LIMIT} s; an idle spare worker: {result['idle_spare_worker_mb']} MB"
    )


def _measure(course: Path, runs: int) -> tuple[dict[str, list[dict]], list[float]]:
    rows: dict[str, list[dict]] = {lesson.number: [] for lesson in load_manifest().core}
    memory: list[float] = []
    results = course / "results.json"
    watch = pexpect.spawn(
        sys.executable,
        ["-c", "from coursekit.cli import main; main()", "watch"],
        cwd=course,
        env={**os.environ, "PYTHONPATH": str(course), "PYTEST_ADDOPTS": f"--results={results}"},
        encoding="utf-8",
        timeout=600,
        dimensions=(40, 150),
    )
    watch.expect(KEYS)
    # The first round is not counted: Python keeps what it compiles.
    for run in range(runs + 1):
        for lesson in load_manifest().core:
            memory.append(_ready_worker(watch.pid).memory_info().rss / MB)
            file = course / "mnist_course" / f"{lesson.slug}.py"
            text = f"{file.read_text(encoding='utf-8')}\n# Saved again: {run}.\n"
            start = time.perf_counter()
            file.write_text(text, encoding="utf-8")
            watch.expect(KEYS)
            verdict = time.perf_counter() - start
            found = load_results(results)
            assert {result.lesson for result in found if result.passed} == {lesson.number}
            keras = sum(result.duration for result in found if _waits_for_keras(result))
            if run:
                rows[lesson.number].append(
                    {"verdict": verdict, "keras": keras, "rest": verdict - keras}
                )
    watch.send("q")
    watch.wait()
    return rows, memory


def _waits_for_keras(result: CheckResult) -> bool:
    return result.function in ("fit_model", "predict_digits") or result.check.startswith(
        "your network"
    )


def _ready_worker(pid: int) -> psutil.Process:
    """Wait until the spare worker has imported everything and does nothing any more; return it."""
    busy = -1.0
    while True:
        workers = psutil.Process(pid).children()
        now = sum(sum(worker.cpu_times()[:2]) for worker in workers)
        if now == busy and len(workers) == 1 and workers[0].memory_info().rss > READY_MB * MB:
            return workers[0]
        busy = now
        time.sleep(0.5)


def _copy(folder: Path) -> Path:
    unused = shutil.ignore_patterns("__pycache__", "course")
    for name in ("coursekit", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=unused)
    shutil.copytree(ROOT / "solutions" / "mnist_course", folder / "mnist_course", ignore=unused)
    for name in ("course.toml", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


if __name__ == "__main__":
    main()
