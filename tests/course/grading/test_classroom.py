"""Real runs of ``course grade`` on a small class: killed and resumed, in parts, on processes and on a cluster."""

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from functools import partial
from pathlib import Path

import pytest

from coursekit.grading.classroom import grade_tasks, local_executor, tasks_for
from coursekit.grading.submissions import read_submissions
from coursekit.manifest import ROOT
from coursekit.worker.launch import CHILD

psutil = pytest.importorskip("psutil", reason="needs psutil: pip install -e '.[dev]'")
pytest.importorskip("distributed", reason="needs Dask: pip install -e '.[dev]'")
if os.name != "posix":
    pytest.skip("needs POSIX: it kills processes by signals", allow_module_level=True)

COURSE = [sys.executable, "-c", "from coursekit.cli import main; main()"]
SANDBOX = "bwrap" if shutil.which("bwrap") else "none"
SEED = 7
LIMIT = 300.0
"""Seconds for what must happen at some time. It catches what never comes; slowness has room."""

REFERENCE = (ROOT / "solutions/mnist_course/load_data.py").read_text(encoding="utf-8")
CLASS = {
    "ann": REFERENCE,
    "ben": REFERENCE,
    "cleo": REFERENCE.replace("255", "256"),
    "dan": REFERENCE + "\n\ndef load_data():\n    raise ValueError('no digits today')\n",
    "eva": None,
    "fay": REFERENCE + "\n\ndef scale_images(images):\n    raise NotImplementedError\n",
}
"""Their load_data.py. Eva's folder is empty; Ben's work is Ann's."""


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    for name, text in CLASS.items():
        (folder / name).mkdir()
        if text is not None:
            _write_submission(folder / name, text)
    return folder


@pytest.fixture(scope="module")
def whole(class_folder, tmp_path_factory):
    """Return the folder of a run that nothing disturbed."""
    out = tmp_path_factory.mktemp("whole")
    run = _course_grade(class_folder, out)
    assert run.returncode == 0, run.stderr
    return out


def test_the_class_gets_the_grades_that_it_earned(whole):
    points = {row["submission"]: float(row["points"]) for row in _rows(whole)}
    assert points["ann"] == 10
    assert points["eva"] == 0
    assert 0 < points["cleo"] < 10
    assert points["dan"] == 8
    assert points["fay"] == 6


def test_equal_work_is_graded_once(whole):
    assert len(list((whole / "results").iterdir())) == 4
    rows = {row["submission"]: row for row in _rows(whole)}
    assert rows["ann"]["points"] == rows["ben"]["points"]


def test_what_is_graded_already_is_not_graded_again(class_folder, whole, tmp_path):
    out = _copy_of(whole, tmp_path)
    before = _bytes_of_results(out)
    run = _course_grade(class_folder, out, seed=None)
    assert run.returncode == 0, run.stderr
    assert _bytes_of_results(out) == before


def test_only_grades_this_one_again(class_folder, whole, tmp_path):
    out = _copy_of(whole, tmp_path)
    before = _bytes_of_results(out)
    (task,) = tasks_for(
        [s for s in read_submissions([class_folder]) if s.name == "cleo"], SEED, SANDBOX, "sample"
    ).values()
    (out / "results" / f"{task.key}.json").write_text("{}")
    untouched = {name: text for name, text in before.items() if name != f"{task.key}.json"}
    run = _course_grade(class_folder, out, "--only", "cleo")
    assert run.returncode == 0, run.stderr
    assert _grades(out) == _grades(whole)
    assert untouched.items() <= _bytes_of_results(out).items()


def test_two_shards_together_are_the_whole(class_folder, whole, tmp_path):
    parts = []
    for part in "12":
        run = _course_grade(class_folder, tmp_path / part, "--shard", f"{part}/2")
        assert run.returncode == 0, run.stderr
        parts.append([row["submission"] for row in _rows(tmp_path / part)])
    assert sorted(parts[0] + parts[1]) == sorted(CLASS)
    assert all(parts), "One of the two parts is empty: choose other submissions."
    shutil.copytree(tmp_path / "2", tmp_path / "1", dirs_exist_ok=True)
    results = _bytes_of_results(tmp_path / "1")
    assert _course_grade(class_folder, tmp_path / "1").returncode == 0
    assert _bytes_of_results(tmp_path / "1") == results
    assert _grades(tmp_path / "1") == _grades(whole)


def test_a_killed_run_goes_on_where_it_was(class_folder, whole, tmp_path):
    kill_and_resume(class_folder, whole, tmp_path, kills=3)


def kill_and_resume(class_folder: Path, whole: Path, folder: Path, kills: int) -> list[dict]:
    """Kill a run at random moments, let the last one finish, and compare with the undisturbed run.

    Kills the main process and its processes at once, and the main process alone, by turns.

    Returns
    -------
    list of dict
        For each kill: after how many seconds, what was killed, how many results there were.
    """
    out, marker = folder / "killed", folder / "tmp"
    marker.mkdir()
    moments = random.Random()
    kept: dict[str, bytes] = {}
    kills_made = []
    for kill in range(kills):
        run = _start(class_folder, out, marker)
        # Counted from the first worker on: before, there is nothing to lose.
        _wait_for(lambda: _grading_processes(marker) or run.poll() is not None)
        moment, whole_group = moments.uniform(0, 12), kill % 2 == 0
        try:
            run.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            (os.killpg if whole_group else os.kill)(run.pid, signal.SIGKILL)
            run.wait()
        _wait_for(lambda: not _processes_of(marker))
        now = _bytes_of_results(out)
        for text in now.values():
            json.loads(text)
        assert kept.items() <= now.items(), "A result was lost, or found again."
        kept = now
        kills_made.append({"seconds": moment, "group": whole_group, "results": len(kept)})
    run = _start(class_folder, out, marker)
    assert run.wait(timeout=LIMIT) == 0
    assert kept.items() <= _bytes_of_results(out).items(), "A result was found again."
    assert _grades(out) == _grades(whole), kills_made
    _wait_for(lambda: not _processes_of(marker))
    return kills_made


def test_a_killed_run_leaves_no_endless_loop_behind(tmp_path):
    # Without a sandbox, so that the loop can say that it has begun.
    begun, marker = tmp_path / "begun", tmp_path / "tmp"
    marker.mkdir()
    loop = f"\n\ndef load_data():\n    open({str(begun)!r}, 'w')\n    while True:\n        pass\n"
    _write_submission(tmp_path / "loop", REFERENCE + loop)
    run = _start(tmp_path / "loop", tmp_path / "out", marker, sandbox="none")
    _wait_for(begun.exists)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    _wait_for(lambda: not _processes_of(marker))
    assert not list(marker.glob("grading-*"))


def test_ctrl_c_stops_at_once_and_leaves_nothing_running(class_folder, tmp_path):
    marker = tmp_path / "tmp"
    marker.mkdir()
    run = _start(class_folder, tmp_path / "out", marker)
    _wait_for(lambda: _grading_processes(marker) == 2 or run.poll() is not None)
    # To all of them, as a terminal does.
    os.killpg(run.pid, signal.SIGINT)
    assert run.wait(timeout=LIMIT) == 130
    assert "The same command goes on" in run.stderr.read()
    _wait_for(lambda: not _processes_of(marker))
    assert len(_bytes_of_results(tmp_path / "out")) < 4


def test_a_grading_process_that_is_killed_loses_no_grade(class_folder, whole, tmp_path):
    killed = []

    def kill_one() -> None:
        pool = [p for p in psutil.Process().children() if "spawn_main" in " ".join(_cmdline(p))]
        if pool and not killed:
            killed.append(pool[0].pid)
            pool[0].kill()

    tasks = tasks_for(read_submissions([class_folder]), SEED, SANDBOX, "sample")
    grade_tasks(tasks.values(), tmp_path, partial(local_executor, 2), 2, kill_one)
    assert killed
    assert _results(tmp_path) == _results(whole)


def test_a_cluster_gives_the_same_grades_also_when_a_worker_dies(class_folder, whole, tmp_path):
    file, out = tmp_path / "scheduler.json", tmp_path / "out"
    dask = [sys.executable, "-m", "dask"]
    options = ["--scheduler-file", str(file), "--no-dashboard"]
    processes = [_started([*dask, "scheduler", "--port", "0", *options])]
    try:
        _wait_for(file.exists)
        worker = [*dask, "worker", "--nthreads", "1", "--memory-limit", "0", *options]
        processes += [_started(worker), _started(worker)]
        address = json.loads(file.read_text())["address"]
        run = _start(class_folder, out, tmp_path, "--cluster", address)
        processes.append(run)
        _wait_for(lambda: _bytes_of_results(out) or run.poll() is not None)
        # The worker and the nanny that would start it again.
        os.killpg(processes[1].pid, signal.SIGKILL)
        assert run.wait(timeout=LIMIT) == 0, run.stderr.read()
    finally:
        for process in processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    assert _results(out) == _results(whole)


def test_a_roster_names_the_students_and_shows_who_handed_in_nothing(class_folder, whole, tmp_path):
    out = _copy_of(whole, tmp_path)
    roster = tmp_path / "roster.csv"
    roster.write_text("submission,name,login\nann,Ann Ito,a1\nzoe,Zoë Lind,z9\n", encoding="utf-8")
    run = _course_grade(class_folder, out, "--roster", roster)
    assert run.returncode == 0, run.stderr
    rows = {row["student"]: row for row in _rows(out)}
    assert float(rows["Ann Ito"]["points"]) == 10
    assert rows["Zoë Lind"]["problem"] == "Nothing was handed in."
    assert float(rows["Zoë Lind"]["points"]) == 0
    assert "roster" in rows["cleo"]["notes"]


def test_two_submissions_of_one_name_keep_their_own_grades(class_folder, whole, tmp_path):
    # Two places, and in one of them a folder that is called as the second would be.
    for place, name, text in (
        ("monday", "ann", REFERENCE),
        ("monday", "ann (2)", CLASS["cleo"]),
        ("tuesday", "ann", CLASS["fay"]),
        ("tuesday", "Ann", CLASS["dan"]),
    ):
        _write_submission(tmp_path / place / name, text)
    out = _copy_of(whole, tmp_path)
    run = _course_grade(tmp_path / "monday", out, tmp_path / "tuesday")
    assert run.returncode == 0, run.stderr
    points = {row["submission"]: float(row["points"]) for row in _rows(out)}
    whole_points = {row["submission"]: float(row["points"]) for row in _rows(whole)}
    assert points["ann"] == 10
    assert points["ann (2)"] == whole_points["cleo"]
    assert len(points) == len({name.casefold() for name in points}) == 4
    others = [points[name] for name in set(points) - {"ann", "ann (2)"}]
    assert sorted(others) == sorted([whole_points["fay"], whole_points["dan"]])


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["nothing_here"], "There is nothing at nothing_here"),
        (["CLASS", "--only", "nobody"], "there is no submission nobody"),
        (["CLASS", "--shard", "3/2", "--seed", "1"], "write I/N"),
        (["CLASS", "--shard", "1/2"], "--shard needs --seed"),
        (["CLASS", "--sandbox", "docker"], "--sandbox is bwrap or none"),
        (["EMPTY"], "There is no submission"),
    ],
)
def test_a_wrong_call_ends_with_2_and_grades_nothing(class_folder, tmp_path, arguments, said):
    places = {"CLASS": str(class_folder), "EMPTY": str(tmp_path)}
    sandbox = [] if "--sandbox" in arguments else ["--sandbox", "none"]
    call = [places.get(word, word) for word in arguments]
    out = ["--out", str(tmp_path / "out")]
    run = subprocess.run(
        [*COURSE, "grade", *call, *out, *sandbox], capture_output=True, text=True, cwd=tmp_path
    )
    assert run.returncode == 2, run.stderr
    assert said in " ".join(run.stderr.replace("│", " ").split())
    assert not (tmp_path / "out" / "results").exists()


def test_a_missing_sandbox_is_an_error_that_says_how_to_get_one(class_folder, tmp_path):
    # An empty PATH: no bwrap to be found.
    run = subprocess.run(
        [*COURSE, "grade", str(class_folder), "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": str(tmp_path)},
    )
    assert run.returncode == 2
    assert "apt-get install bubblewrap" in run.stderr
    assert "--sandbox none" in run.stderr


def test_too_few_points_end_with_3(class_folder, whole, tmp_path):
    out = _copy_of(whole, tmp_path)
    ann = ["--only", "ann", "--min-points"]
    assert _course_grade(class_folder, out, *ann, "10").returncode == 0
    assert _course_grade(class_folder, out, "--min-points", "5").returncode == 3


def test_a_grader_that_fails_ends_with_1_and_works_the_next_time(class_folder, tmp_path):
    # A damaged dataset: not the students' fault.
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "mnist.npz").write_bytes(b"damaged")
    run = _course_grade(
        class_folder, tmp_path / "out", "--data", "full", environment={"KERAS_HOME": str(tmp_path)}
    )
    assert run.returncode == 1, run.stderr
    assert "not graded ann" in run.stderr
    assert "mnist.npz" in _rows(tmp_path / "out")[0]["problem"]


def test_a_zip_of_zips_is_a_class(class_folder, whole, tmp_path):
    archive = tmp_path / "class.zip"
    with zipfile.ZipFile(archive, "w") as outer:
        for name in ("ann", "cleo"):
            inner = shutil.make_archive(str(tmp_path / name), "zip", class_folder / name)
            outer.write(inner, f"{name}/{name}.zip")
    out = _copy_of(whole, tmp_path)
    assert _course_grade(archive, out).returncode == 0
    expected = [row for row in _rows(whole) if row["submission"] in ("ann", "cleo")]
    assert [(r["submission"], r["points"]) for r in _rows(out)] == [
        (r["submission"], r["points"]) for r in expected
    ]


def _write_submission(folder: Path, load_data: str) -> None:
    (folder / "mnist_course").mkdir(parents=True)
    (folder / "mnist_course" / "load_data.py").write_text(load_data, encoding="utf-8")


def _command(path: Path, out: Path, *options: object, seed: int | None = SEED, sandbox: str = ""):
    seeds = [] if seed is None else ["--seed", seed]
    sandbox = sandbox or SANDBOX
    words = [path, "--out", out, "-j", 2, "--sandbox", sandbox, *seeds, *options]
    return [*COURSE, "grade", *map(str, words)]


def _course_grade(*args: object, environment: dict | None = None, **kwargs: object):
    return subprocess.run(
        _command(*args, **kwargs),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **(environment or {})},
        timeout=LIMIT,
    )


def _start(path: Path, out: Path, marker: Path, *options: object, **kwargs: object):
    """Start a run in a process group of its own; all its processes can be known by `marker`."""
    command = _command(path, out, *options, **kwargs)
    return _started(command, TMPDIR=str(marker))


def _started(command: list[str], **environment: str) -> subprocess.Popen:
    return subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, **environment},
    )


def _processes_of(marker: Path) -> list:
    """Return the processes that have the folder `marker` in their environment or command, and all that they started."""
    found = set()
    for process in psutil.process_iter():
        try:
            if process.status() != psutil.STATUS_ZOMBIE and (
                process.environ().get("TMPDIR") == str(marker)
                or str(marker) in " ".join(_cmdline(process))
            ):
                found |= {process, *process.children(recursive=True)}
        except psutil.Error:
            continue
    return list(found)


def _grading_processes(marker: Path) -> int:
    """Count the processes that have begun to grade: they have started a worker."""
    pool = [p for p in _processes_of(marker) if "spawn_main" in " ".join(_cmdline(p))]
    return sum(
        any(CHILD[1] in _cmdline(child) for child in p.children(recursive=True)) for p in pool
    )


def _cmdline(process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _wait_for(condition) -> None:
    end = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < end, "What was waited for did not come."
        time.sleep(0.2)


def _copy_of(out: Path, folder: Path) -> Path:
    return shutil.copytree(out, folder / "copy")


def _rows(out: Path) -> list[dict[str, str]]:
    with (out / "grades.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _bytes_of_results(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / "results").glob("*.json")}


def _results(out: Path) -> dict[str, list]:
    """Return what was found, without how long it took."""
    return {
        name: [{**result, "duration": 0} for result in json.loads(text)["results"]]
        for name, text in _bytes_of_results(out).items()
    }


def _grades(out: Path) -> tuple:
    return _rows(out), _results(out)
