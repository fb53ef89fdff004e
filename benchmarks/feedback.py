"""How long a learner waits for a verdict, as ratios to what can't be avoided.

Run from the course folder: ``python benchmarks/feedback.py [--runs 10]``. Prints a table and writes
``benchmarks/feedback.json``. All commands take turns within one run; a ratio compares medians.

- ``pytest tests/lesson_01`` against a process that starts Python, imports pytest and NumPy and loads the sample.
- ``pytest tests/lesson_03`` against ``import tensorflow`` plus the former.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
LOAD = "import pytest, numpy; from coursekit import mnist; mnist.load_data()"
COMMANDS = {
    "python, pytest, numpy, sample": [PYTHON, "-c", LOAD],
    "import tensorflow": [PYTHON, "-c", "import tensorflow"],
    "pytest tests/lesson_01": [PYTHON, "-m", "pytest", "--solutions", "tests/lesson_01"],
    "pytest tests/lesson_03": [PYTHON, "-m", "pytest", "--solutions", "tests/lesson_03"],
}
LIMIT = 1.3


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    options = parser.parse_args()
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(options.runs):
        for name, command in COMMANDS.items():
            seconds[name].append(_seconds(command))
    medians = {name: round(statistics.median(values), 3) for name, values in seconds.items()}
    start, tensorflow, lesson_01, lesson_03 = medians.values()
    ratios = {
        "lesson_01": round(lesson_01 / start, 2),
        "lesson_03": round(lesson_03 / (start + tensorflow), 2),
    }
    result = {"runs": options.runs, "median_seconds": medians, "ratios": ratios, "limit": LIMIT}
    (ROOT / "benchmarks" / "feedback.json").write_text(json.dumps(result, indent=1) + "\n")
    for name, value in medians.items():
        print(f"{name:32} {value:7.2f} s")
    for name, ratio in ratios.items():
        print(f"{name:32} {ratio:7.2f} times the unavoidable (limit {LIMIT})")


def _seconds(command: list[str]) -> float:
    environment = {**os.environ, "MNIST_COURSE_DATA": "sample"}
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
