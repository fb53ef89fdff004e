"""How long a learner waits for a verdict, as ratios to what can't be avoided.

Run from the course folder: ``python benchmarks/feedback.py [--runs 10]``. Prints a table and writes
``benchmarks/feedback.json``. All commands take turns within one run; a ratio compares medians.

- ``pytest tests/lesson_01`` against a process that starts Python, imports pytest and NumPy and loads the sample.
  Two rows say where the rest goes. One is the least that pytest and a second process for the learner's code can
  cost: 16 checks that check nothing, and a fork of pytest's own process, which loads the sample. The other is that
  second process as Windows can have it, without pytest: one started anew, once pytest has been imported.
- ``pytest tests/lesson_03`` against ``import tensorflow`` plus the former.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
LOAD = "import pytest, numpy; from coursekit import mnist; mnist.load_data()"
PROCESS = """
import pytest, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "from coursekit import mnist; mnist.load_data()"])
import numpy; from coursekit import mnist
mnist.load_data(); child.wait()
"""
EMPTY = """
import os
import numpy
import pytest
from coursekit import mnist

process = os.fork() if hasattr(os, "fork") else None
if process == 0:
    mnist.load_data()
    os._exit(0)

@pytest.mark.parametrize("check", range(16))
def test_sample(check):
    if check == 0:
        mnist.load_data()
        process and os.waitpid(process, 0)
"""
LEFT_OUT = re.findall(r"no:\w+", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
"""Parts of pytest that the course leaves out, too."""
COMMANDS = {
    "python, pytest, numpy, sample": [PYTHON, "-c", LOAD],
    "the same, and in a second process": [PYTHON, "-c", PROCESS],
    "pytest, 16 empty checks, a fork": [PYTHON, "-m", "pytest", "--disable-plugin-autoload"],
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
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "test_empty.py"
        file.write_text(EMPTY)
        plugins = [f"-p{name}" for name in LEFT_OUT]
        COMMANDS["pytest, 16 empty checks, a fork"] += ["-c", os.devnull, *plugins, str(file)]
        seconds = _measure(options.runs)
    medians = {name: round(statistics.median(values), 3) for name, values in seconds.items()}
    start, process, empty, tensorflow, lesson_01, lesson_03 = medians.values()
    ratios = {
        "lesson_01": round(lesson_01 / start, 2),
        "least with pytest and a fork": round(empty / start, 2),
        "second process, started anew": round(process / start, 2),
        "lesson_03": round(lesson_03 / (start + tensorflow), 2),
    }
    result = {"runs": options.runs, "median_seconds": medians, "ratios": ratios, "limit": LIMIT}
    (ROOT / "benchmarks" / "feedback.json").write_text(json.dumps(result, indent=1) + "\n")
    for name, value in medians.items():
        print(f"{name:34} {value:7.2f} s")
    for name, ratio in ratios.items():
        print(f"{name:34} {ratio:7.2f} times the unavoidable (limit {LIMIT})")


def _measure(runs: int) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for command in COMMANDS.values():
        _seconds(command)
    for _ in range(runs):
        for name, command in COMMANDS.items():
            seconds[name].append(_seconds(command))
    return seconds


def _seconds(command: list[str]) -> float:
    environment = {**os.environ, "MNIST_COURSE_DATA": "sample"}
    # Python keeps what it compiled, on every laptop; some build machines switch that off.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
