"""How steady the checks are: each lesson's, many times against the reference, with fresh seeds, in shuffled order.

Run from the course folder: ``python benchmarks/steadiness.py [--runs 100] [03 04]``. Prints a line for each lesson
and writes ``benchmarks/steadiness.json`` after every run, so that an interrupted measurement says how far it came.
Every failure is recorded with its seed: ``pytest --solutions -p tests.course.shuffled --seed SEED tests/lesson_NN``
repeats it.
"""

import argparse
import json
import random
import statistics
import time
from pathlib import Path

from coursekit.checks.run import run_checks
from coursekit.manifest import ROOT, Lesson, load_manifest
from coursekit.worker.learner import Learner

RECORD = Path(__file__).with_suffix(".json")


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("lessons", nargs="*", help="numbers such as 03; all when none is given")
    options = parser.parse_args()
    for lesson in load_manifest().lessons:
        if not options.lessons or lesson.number in options.lessons:
            measured = _measure(lesson, options.runs)
            print(
                f"{lesson.key:14} {measured['runs']:4} runs, {len(measured['failures'])} failures, "
                f"{measured['median_seconds']} s each",
                flush=True,
            )


def _measure(lesson: Lesson, runs: int) -> dict:
    seconds, failures, checks = [], [], 0
    with Learner(ROOT / "solutions", load_manifest()) as learner:
        learner.prepare([lesson.slug])
        for _ in range(runs):
            seed, start = random.getrandbits(24), time.perf_counter()
            results = run_checks(
                [lesson.tests], learner, ROOT, "-ptests.course.shuffled", f"--seed={seed}"
            )
            seconds.append(time.perf_counter() - start)
            checks += len(results)
            failures += [
                {"seed": seed, "check": f"{r.function}: {r.check}", "message": r.message}
                for r in results
                if not r.passed
            ]
            measured = {
                "runs": len(seconds),
                "checks": checks,
                "median_seconds": round(statistics.median(seconds), 2),
                "failures": failures,
            }
            _record(lesson.key, measured)
    return measured


def _record(key: str, measured: dict) -> None:
    # Read anew: another process may measure other lessons at the same time.
    known = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.is_file() else {}
    text = json.dumps(dict(sorted({**known, key: measured}.items())), indent=1)
    RECORD.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
