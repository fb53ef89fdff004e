"""What grading costs: a class of 60, memory, growing classes, one or two cluster workers, and notebook graders.

Run from the course folder, with the extra ``[dev]``, on a machine that does nothing else::

    python benchmarks/grading.py

It takes some 80 minutes on 2 cores, and writes ``benchmarks/grading.json``. ``--part cluster,others`` measures parts only
(they are kept beside the others), ``--size 6`` a smaller class. All is graded in the sandbox.

- ``class``: right submissions (the reference, written in other ways), mistakes of the catalogue, and attacks, mixed;
  two at the same time. Where the time goes, from the results; memory of each place: a grading process and its worker.
- ``neighbours``: fifty right ones alone, and with ten beside them that harm whom they can: the same grades, and how long
  until the last of the fifty was done.
- ``growth``: the class's first quarter against all of it, and what a run costs besides grading, for 15, 60 and 240
  submissions that are graded already. The figure for 240 is put together from these two.
- ``cluster``: some right submissions on one and on two Dask workers.
- ``others``: right submissions as notebooks, see ``other_graders.py``; two at the same time, as here.
- ``before``: the same right ones graded by an older checkout (``--before FOLDER``) and by this one, by turns.
- ``kills``: ten SIGKILLs at random moments of a run over the same class, harmful ones and all: the same results of the right
  ones; see ``tests/course/grading/runs.py``.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import other_graders
from coursekit.authoring.judging import Entry, entries
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.intake.submission import Submission
from coursekit.grading.run.class_run import tasks_for
from coursekit.grading.run.stored import outcome_of, store
from coursekit.grading.run.task import Outcome
from coursekit.manifest import load_manifest
from tests.course.corpus import Attack, attacks, reference
from tests.course.grading import runs

RECORD = Path(__file__).with_suffix(".json")
SEED, JOBS = runs.SEED, 2
HARMFUL = (
    *("fork_bomb", "spins_beside", "forgets_its_children", "takes_memory_in_many_processes"),
    *("endless_loop", "slow_at_every_call", "sleeps_when_asked", "lists_of_lists"),
    *("names_without_files", "stops_reading"),
)
SHARES = {"right": 0.4, "mistakes": 0.5, "attacks": 0.1}
GROWTH = (15, 60, 240)


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", type=int, default=60, help="of the class")
    parser.add_argument("--part", default="class,growth,neighbours,cluster,others,kills")
    parser.add_argument("--few", type=int, default=8, help="submissions for cluster and others")
    parser.add_argument("--before", type=Path, help="another checkout, for the part before")
    options = parser.parse_args()
    parts = options.part.split(",")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _write_class(place / "class", options.size)
        if "class" in parts or "growth" in parts:
            _record("class", _grade_class(place))
        if "growth" in parts:
            _record("growth", _growth(place))
        if "neighbours" in parts:
            _record("neighbours", _neighbours(place, options.size))
        if "cluster" in parts:
            _record("cluster", _cluster(place, options.few))
        if "others" in parts:
            _record("others", _others(place, options.few))
        if "before" in parts:
            _record("before", _before(place, options.few, options.before.resolve()))
        if "kills" in parts:
            _record("kills", _kills(place, options.size))


def _record(part: str, found: dict) -> None:
    record = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    RECORD.write_text(json.dumps({**record, part: found}, indent=1) + "\n")
    print(f"{part}: {json.dumps(found, indent=1)}", flush=True)


def _write_class(folder: Path, size: int) -> None:
    """Write the submissions, evenly chosen from the catalogue and mixed. A name's ending says what it is."""
    groups = {
        "right": [_files(entry) for entry in entries("variants") if entry.lesson.core],
        "mistakes": [_files(entry) for entry in entries("mistakes") if entry.lesson.core],
        "attacks": [(attack.path.stem, attack.files) for attack in attacks()],
    }
    chosen = []
    for kind, share in SHARES.items():
        count, group = max(1, round(size * share)), groups[kind]
        picked = [group[place * len(group) // count] for place in range(count)]
        # Spread over the class: the k-th of n stands at k / n.
        chosen += [((k + 0.5) / count, kind, *one) for k, one in enumerate(picked)]
    for place, (_, kind, name, files) in enumerate(sorted(chosen, key=lambda one: one[0])):
        _write(folder / f"{place:03} {name} {kind}", files)


def _files(entry: Entry) -> tuple[str, dict[str, bytes]]:
    files = reference()
    files[f"{entry.lesson.slug}.py"] += b"\n\n" + entry.path.read_bytes()
    return entry.path.stem, files


def _write(folder: Path, files: dict[str, bytes]) -> None:
    (folder / "mnist_course").mkdir(parents=True)
    for name, content in files.items():
        (folder / "mnist_course" / name).write_bytes(content)


def _grade_class(place: Path) -> dict:
    start, busy = time.monotonic(), _busy()
    run = subprocess.Popen([*runs.COURSE, "grade", *_arguments(place / "class", place / "out")])
    peaks = _peaks(run)
    seconds, cores = time.monotonic() - start, _busy() - busy
    outcomes = _outcomes(place / "out")
    right = [outcomes[name] for name in outcomes if name.endswith("right")]
    slow = sorted(outcomes.items(), key=lambda item: -item[1].seconds)[:5]
    return {
        "submissions": len(outcomes),
        "kinds": {kind: sum(name.endswith(kind) for name in outcomes) for kind in SHARES},
        "jobs": JOBS,
        "exit_code": run.returncode,
        "seconds": round(seconds, 1),
        "submissions_per_minute": round(60 * len(outcomes) / seconds, 2),
        "busy_core_seconds_per_submission": round(cores / len(outcomes), 2),
        "seconds_of_a_right_one": _where_time_goes(right),
        "slowest": {name: outcome.seconds for name, outcome in slow},
        "memory_mb": peaks,
    }


def _where_time_goes(outcomes: list[Outcome]) -> dict[str, float]:
    """Return the median seconds of each lesson's checks, and of all else.

    The very first check waits for the worker to have imported TensorFlow, so it is not a lesson's.
    """
    parts: dict[str, list[float]] = {"start and all else": []}
    for outcome in outcomes:
        spent = dict.fromkeys((lesson.key for lesson in load_manifest().core), 0.0)
        for result in outcome.results[1:]:
            spent[load_manifest().lesson(result.lesson).key] += result.duration
        spent["start and all else"] = outcome.seconds - sum(spent.values())
        for part, seconds in spent.items():
            parts.setdefault(part, []).append(seconds)
    return {part: round(statistics.median(seconds), 2) for part, seconds in parts.items()}


def _growth(place: Path) -> dict:
    """Compare grading a quarter with grading all, and runs in which all is graded already."""
    files = sorted((place / "out" / "results").iterdir(), key=lambda path: path.stat().st_mtime)
    begun = (place / "out" / "run.json").stat().st_mtime
    moments = [path.stat().st_mtime - begun for path in files]
    quarter = max(1, len(files) // 4)
    besides = {}
    for size in GROWTH:
        folder, out = place / f"class{size}", place / f"out{size}"
        _write_graded_class(place, folder, out, size)
        start = time.monotonic()
        subprocess.run([*runs.COURSE, "grade", *_arguments(folder, out)], check=False)
        besides[size] = round(time.monotonic() - start, 2)
    each = moments[-1] / len(moments)
    return {
        "seconds_each_in_the_first_quarter": round(moments[quarter - 1] / quarter, 2),
        "seconds_each_in_all": round(each, 2),
        "seconds_besides_grading": besides,
        "seconds_in_all": {size: round(size * each + besides[size], 1) for size in GROWTH},
    }


def _write_graded_class(place: Path, folder: Path, out: Path, size: int) -> None:
    """Write a class of copies that differ in a comment, with the results of what they are copies of."""
    originals = read_submissions([place / "class"])
    found = _outcomes(place / "out")
    for copy in range(size):
        original = originals[copy % len(originals)]
        files = {**original.files, "copy.py": f"# {copy}\n".encode()}
        name = f"{copy:03} {original.name}"
        _write(folder / name, files)
        (task,) = tasks_for([Submission(name, files)], SEED, "bwrap", "sample").values()
        outcome = replace(found[original.name], key=task.key)
        store(out, task.key, outcome.as_dict())


def _neighbours(place: Path, size: int) -> dict:
    """Grade five sixths of a class alone, and all of it, a sixth of which is harmful."""
    honest = size - len(_harmful(size))
    alone, mixed = place / "alone" / "out", place / "beside harmful ones" / "out"
    _write_right(alone.with_name("class"), honest)
    _write_mixed(mixed.with_name("class"), size)
    _graded(alone)
    in_all = _graded(mixed)
    results = [runs.results(out) for out in (alone, mixed)]
    seconds = [_seconds_until(out, results[0]) for out in (alone, mixed)]
    return {
        "honest": honest,
        "harmful": [attack.path.stem for attack in _harmful(size)],
        "same_grades": all(results[1].get(key) == results[0][key] for key in results[0]),
        "seconds_until_the_honest_are_done": {
            out.parent.name: found for out, found in zip((alone, mixed), seconds, strict=True)
        },
        "ratio": round(seconds[1] / seconds[0], 2),
        "seconds_until_all_are_done": round(in_all, 1),
    }


def _harmful(size: int) -> list[Attack]:
    """Return the attacks of `HARMFUL`: a sixth of a class, if there are as many."""
    return [attack for attack in attacks() if attack.path.stem in HARMFUL][: size // 6]


def _write_mixed(folder: Path, size: int) -> None:
    """Write right submissions, and harmful ones spread over them: a class is graded in the order of names."""
    others = _harmful(size)
    honest = size - len(others)
    _write_right(folder, honest)
    for number, attack in enumerate(others):
        _write(folder / f"{number * honest // len(others):03} {attack.path.stem}", attack.files)


def _graded(out: Path) -> float:
    """Grade the class beside this folder, and return how many seconds it took."""
    start = time.monotonic()
    command = [*runs.COURSE, "grade", *_arguments(out.with_name("class"), out)]
    subprocess.run(command, check=False)
    return time.monotonic() - start


def _seconds_until(out: Path, keys: Iterable[str]) -> float:
    """Return the seconds from the begin of a run until the last of these results was there."""
    begun = (out / "run.json").stat().st_mtime
    return round(max((out / "results" / key).stat().st_mtime for key in keys) - begun, 1)


def _cluster(place: Path, few: int) -> dict:
    _write_right(place / "few", few)
    seconds = {}
    for workers in (1, 2):
        file, out = place / f"scheduler{workers}.json", place / f"cluster{workers}"
        dask = [sys.executable, "-m", "dask"]
        options = ["--scheduler-file", str(file), "--no-dashboard"]
        worker = [*dask, "worker", "--nthreads", "1", "--memory-limit", "0", *options]
        processes = [runs.started([*dask, "scheduler", "--port", "0", *options])]
        try:
            runs.wait_for(file.exists)
            processes += [runs.started(worker) for _ in range(workers)]
            address = ["--cluster", json.loads(file.read_text())["address"]]
            start = time.monotonic()
            command = [*runs.COURSE, "grade", *_arguments(place / "few", out), *address]
            subprocess.run(command, check=True)
            seconds[workers] = round(time.monotonic() - start, 1)
        finally:
            for process in processes:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    return {
        "submissions": few,
        "seconds_by_workers": seconds,
        "ratio": round(seconds[1] / seconds[2], 2),
    }


def _others(place: Path, few: int) -> dict:
    _write_right(place / "notebooks", few)
    start = time.monotonic()
    command = [*runs.COURSE, "grade", *_arguments(place / "notebooks", place / "ours")]
    subprocess.run(command, check=True)
    seconds = {"course grade": time.monotonic() - start}
    submissions = [one.files for one in read_submissions([place / "notebooks"])]
    commands = other_graders.install(place / "environment")
    for name, measure in other_graders.GRADERS.items():
        folder = place / name.replace(" ", "_")
        folder.mkdir()
        seconds[name] = measure(commands, submissions, folder, JOBS)
    return {
        "submissions": few,
        "what": " ".join((other_graders.__doc__ or "").split()),
        "packages": other_graders.versions(commands),
        "seconds": {name: round(value, 1) for name, value in seconds.items()},
        "ratios": {
            name: round(value / seconds["course grade"], 2)
            for name, value in seconds.items()
            if name != "course grade"
        },
    }


def _before(place: Path, few: int, before: Path) -> dict:
    """Grade with the older checkout, twice with this one, and with the older again: what changes meanwhile evens out."""
    _write_right(place / "same", few)
    seconds: dict[str, list[float]] = {"before": [], "after": []}
    for turn, name in enumerate(("before", "after", "after", "before")):
        course = before if name == "before" else Path(__file__).resolve().parents[1]
        command = [*runs.COURSE, "grade", *_arguments(place / "same", place / f"turn{turn}")]
        start = time.monotonic()
        subprocess.run(
            command, check=True, cwd=course, env={**os.environ, "PYTHONPATH": str(course)}
        )
        seconds[name].append(round(time.monotonic() - start, 1))
    commit = ["git", "-C", str(before), "rev-parse", "--short", "HEAD"]
    return {
        "submissions": few,
        "before": subprocess.run(commit, check=True, capture_output=True, text=True).stdout.strip(),
        "seconds": seconds,
        "ratio": round(sum(seconds["after"]) / sum(seconds["before"]), 2),
    }


def _kills(place: Path, size: int) -> dict:
    """Grade the right ones alone, unless that is done already, and the class with the harmful ones, with ten kills."""
    alone, folder = place / "alone" / "out", place / "killed"
    if not alone.exists():
        _write_right(alone.with_name("class"), size - len(_harmful(size)))
        _graded(alone)
    _write_mixed(folder / "class", size)
    honest = set(runs.results(alone))

    def compared(out: Path) -> dict[str, list]:
        """Take the right ones' results. How far a harmful one comes in its time is never quite the same."""
        return {key: found for key, found in runs.results(out).items() if key in honest}

    kills = runs.kill_and_resume(
        folder / "class", alone, folder, 10, 90, limit=3600, compared=compared
    )
    graded = sum(row["points"] != "" for row in runs.rows(folder / "killed"))
    found = "the right ones' results as without kills; no result lost, none found twice; nothing left running"
    return {"submissions": size, "graded": graded, "found": found, "kills": kills}


def _write_right(folder: Path, few: int) -> None:
    """Write copies of the reference that differ in a comment."""
    for copy in range(few):
        files = reference()
        files["predict.py"] += f"\n# {copy}\n".encode()
        _write(folder / f"{copy:03}", files)


def _arguments(path: Path, out: Path) -> list[str]:
    return [str(path), "--out", str(out), "--jobs", str(JOBS), "--seed", str(SEED)]


def _outcomes(out: Path) -> dict[str, Outcome]:
    """Return what was found, by the submission's name."""
    submissions = read_submissions([out.with_name("class")])
    tasks = tasks_for(submissions, SEED, "bwrap", "sample")
    return {name: outcome_of(out, task) for name, task in tasks.items()}


def _busy() -> float:
    """Return the seconds that this computer's cores have worked so far, for whatever."""
    times = psutil.cpu_times()
    return sum(times) - times.idle - getattr(times, "iowait", 0.0)


def _peaks(run: subprocess.Popen) -> dict[str, dict[str, int]]:
    """Wait for a run and return the memory of its places, and of what runs in their sandboxes.

    In MB, looked at every other second, each page divided by how many processes share it: the median and the largest
    of the peaks.
    """
    peaks: dict[tuple[str, int], int] = {}
    while run.poll() is None:
        for grader in _direct_children(run.pid):
            if "spawn_main" in " ".join(runs.cmdline(grader)):
                boxes = {
                    box.pid: [box, *runs.children(box)] for box in _direct_children(grader.pid)
                }
                seen = {("sandbox", pid): sum(map(_held, box)) for pid, box in boxes.items()}
                seen["place", grader.pid] = _held(grader) + sum(seen.values())
                for key, size in seen.items():
                    peaks[key] = max(peaks.get(key, 0), size)
        time.sleep(2)
    found = {}
    for kind in ("place", "sandbox"):
        sizes = [size / 2**20 for (other, _), size in peaks.items() if other == kind]
        found[kind] = {"median": round(statistics.median(sizes)), "most": round(max(sizes))}
    return found


def _held(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except psutil.Error:
        return 0


def _direct_children(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children()
    except psutil.Error:
        return []


if __name__ == "__main__":
    main()
