"""Real runs of ``course grade`` on a small class: killed and resumed, in parts, on processes and on a cluster."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

if os.name != "posix":
    pytest.skip("needs POSIX: it kills processes by signals", allow_module_level=True)
pytest.importorskip("distributed", reason="needs Dask: pip install -e '.[dev]'")

import fcntl

import psutil

from coursekit.errors import CourseError
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.run import executors
from coursekit.grading.run.class_run import run_tasks, tasks_for
from coursekit.grading.run.executors import local_executor
from coursekit.manifest import ROOT
from tests.course.grading import runs


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    runs.write_class(folder)
    return folder


@pytest.fixture(scope="module")
def whole(class_folder, tmp_path_factory):
    """Return the folder of a run that nothing disturbed."""
    out = tmp_path_factory.mktemp("whole")
    run = runs.course_grade(class_folder, out)
    assert run.returncode == 0, run.stderr
    return out


def test_the_class_gets_the_grades_that_it_earned(whole):
    points = runs.points(whole)
    assert points["ann"] == 10
    assert points["eva"] is None
    assert 0 < points["cleo"] < 10
    assert points["dan"] == 8
    assert points["fay"] == 6


def test_equal_work_is_graded_once(whole):
    assert len(list((whole / "results").iterdir())) == 4
    assert runs.points(whole)["ann"] == runs.points(whole)["ben"]


def test_what_is_graded_already_is_not_graded_again(class_folder, whole, tmp_path):
    out = runs.copy_of(whole, tmp_path)
    before = runs.bytes_of_results(out)
    run = runs.course_grade(class_folder, out, seed=None)
    assert run.returncode == 0, run.stderr
    assert runs.bytes_of_results(out) == before


def test_only_grades_this_one_again(class_folder, whole, tmp_path):
    out = runs.copy_of(whole, tmp_path)
    before = runs.bytes_of_results(out)
    # Eva has nothing that could be graded, and that is no error.
    assert runs.course_grade(class_folder, out, "--only", "eva").returncode == 0
    assert runs.bytes_of_results(out) == before
    (task,) = tasks_for(
        [s for s in read_submissions([class_folder]) if s.name == "cleo"],
        runs.SEED,
        runs.SANDBOX,
        "sample",
    ).values()
    (out / "results" / f"{task.key}.json").write_text("{}")
    untouched = {name: text for name, text in before.items() if name != f"{task.key}.json"}
    run = runs.course_grade(class_folder, out, "--only", "cleo")
    assert run.returncode == 0, run.stderr
    assert runs.grades(out) == runs.grades(whole)
    assert untouched.items() <= runs.bytes_of_results(out).items()


def test_two_shards_together_are_the_whole(class_folder, whole, tmp_path):
    parts = []
    for part in "12":
        run = runs.course_grade(class_folder, tmp_path / part, "--shard", f"{part}/2")
        assert run.returncode == 0, run.stderr
        parts.append([row["submission"] for row in runs.rows(tmp_path / part)])
    assert sorted(parts[0] + parts[1]) == sorted(runs.CLASS)
    assert all(parts), "One of the two parts is empty: choose other submissions."
    shutil.copytree(tmp_path / "2", tmp_path / "1", dirs_exist_ok=True)
    results = runs.bytes_of_results(tmp_path / "1")
    assert runs.course_grade(class_folder, tmp_path / "1").returncode == 0
    assert runs.bytes_of_results(tmp_path / "1") == results
    assert runs.grades(tmp_path / "1") == runs.grades(whole)


def test_a_killed_run_goes_on_where_it_was(class_folder, whole, tmp_path):
    runs.kill_and_resume(class_folder, whole, tmp_path, kills=3)


def test_a_killed_run_leaves_no_endless_loop_behind(tmp_path):
    # Without a sandbox, so that the loop can say that it has begun.
    begun, marker = tmp_path / "begun", tmp_path / "tmp"
    marker.mkdir()
    loop = f"\n\ndef load_data():\n    open({str(begun)!r}, 'w')\n    while True:\n        pass\n"
    runs.write_submission(tmp_path / "loop", runs.REFERENCE + loop)
    run = runs.start(tmp_path / "loop", tmp_path / "out", marker, sandbox="none")
    runs.wait_for(begun.exists)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    runs.wait_for(lambda: not runs.processes_of(marker))
    assert not list(marker.glob("grading-*"))


def test_the_next_run_removes_what_a_killed_grader_left(class_folder, whole, tmp_path):
    left = tmp_path / "grading-of-one-that-was-killed"
    (left / "vault").mkdir(parents=True)
    mine = tempfile.mkdtemp(prefix="grading-", dir=tmp_path)
    elsewhere = tmp_path / "grading-link"
    elsewhere.symlink_to(tmp_path / "kept", target_is_directory=True)
    (tmp_path / "kept").mkdir()
    held = os.open(mine, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    out = runs.copy_of(whole, tmp_path)
    run = runs.course_grade(class_folder, out, environment={"TMPDIR": str(tmp_path)})
    os.close(held)
    assert run.returncode == 0, run.stderr
    assert not left.exists()
    assert Path(mine).exists() and (tmp_path / "kept").exists()


def test_ctrl_c_stops_at_once_and_leaves_nothing_running(class_folder, tmp_path):
    marker = tmp_path / "tmp"
    marker.mkdir()
    run = runs.start(class_folder, tmp_path / "out", marker)
    runs.wait_for(lambda: runs.grading_processes(marker) or run.poll() is not None)
    # To all of them, as a terminal does.
    os.killpg(run.pid, signal.SIGINT)
    assert run.wait(timeout=runs.LIMIT) == 130
    # Read to its end: the processes that it leaves behind to tidy up say nothing below this.
    assert run.stderr.read().endswith("Stopped. The same command goes on where it was.\n")
    runs.wait_for(lambda: not runs.processes_of(marker))
    assert len(runs.bytes_of_results(tmp_path / "out")) < 4


def test_a_grading_process_that_is_killed_loses_no_grade(class_folder, whole, tmp_path):
    killed, others = [], psutil.Process().children()

    def kill_one() -> None:
        # Other tests of this run may have processes of their own.
        own = [p for p in psutil.Process().children() if p not in others]
        pool = [p for p in own if "spawn_main" in " ".join(runs.cmdline(p))]
        if pool and not killed:
            killed.append(pool[0].pid)
            pool[0].kill()

    tasks = tasks_for(read_submissions([class_folder]), runs.SEED, runs.SANDBOX, "sample")
    run_tasks(tasks.values(), tmp_path, partial(local_executor, 2), kill_one)
    assert killed
    assert runs.results(tmp_path) == runs.results(whole)


@contextmanager
def cluster(folder, *courses):
    """Give the address of a Dask scheduler with a worker for each folder of the course, and the workers' processes."""
    file = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    options = ["--scheduler-file", str(file), "--no-dashboard"]
    processes = [runs.started([*dask, "scheduler", "--port", "0", *options])]
    try:
        runs.wait_for(file.exists)
        worker = [*dask, "worker", "--nthreads", "1", "--memory-limit", "0", *options]
        # Python looks for the course where it is started.
        processes += [runs.started(worker, course) for course in courses]
        yield json.loads(file.read_text())["address"], processes[1:]
    finally:
        for process in processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_a_cluster_gives_the_same_grades_also_when_a_worker_dies(class_folder, whole, tmp_path):
    out = tmp_path / "out"
    with cluster(tmp_path, ROOT, ROOT) as (address, workers):
        run = runs.start(class_folder, out, tmp_path, "--cluster", address)
        try:
            runs.wait_for(lambda: runs.bytes_of_results(out) or run.poll() is not None)
            # The worker and the nanny that would start it again.
            os.killpg(workers[0].pid, signal.SIGKILL)
            assert run.wait(timeout=runs.LIMIT) == 0, run.stderr.read()
        finally:
            if run.poll() is None:
                os.killpg(run.pid, signal.SIGKILL)
    assert runs.results(out) == runs.results(whole)


def test_a_cluster_with_another_course_on_a_worker_is_refused(class_folder, tmp_path):
    # All that decides a grade, and one character more.
    other = tmp_path / "other"
    shutil.copytree(ROOT / "coursekit", other / "coursekit", ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(ROOT / "course.toml", other)
    with (other / "coursekit" / "errors.py").open("a") as file:
        file.write("#\n")
    with cluster(tmp_path, other) as (address, _):
        run = runs.course_grade(class_folder, tmp_path / "out", "--cluster", address)
    assert run.returncode == 1
    said = " ".join(run.stderr.split())
    assert "Another version of the course than on this machine, or none, is on tcp://" in said
    assert "the scheduler's machine" not in said and "Install the same one everywhere" in said
    assert not runs.bytes_of_results(tmp_path / "out")


def test_another_dask_is_refused():
    def with_dask(version):
        return {"packages": {"distributed": version}}

    def versions(scheduler, worker):
        workers = {"tcp://a:1": with_dask("2026.8.0"), "tcp://b:1": with_dask(worker)}
        known = {"scheduler": with_dask(scheduler), "workers": workers}
        return SimpleNamespace(get_versions=lambda: {**known, "client": with_dask("2026.8.0")})

    executors._expect_this_dask(versions("2026.8.0", "2026.8.0"))
    with pytest.raises(CourseError, match=r"2025\.1\.0 on the scheduler's machine\. Nothing"):
        executors._expect_this_dask(versions("2025.1.0", "2026.8.0"))
    with pytest.raises(CourseError, match=r"2025\.2\.0 on tcp://b:1\. Nothing"):
        executors._expect_this_dask(versions("2026.8.0", "2025.2.0"))


def test_a_roster_names_the_students_and_shows_who_handed_in_nothing(class_folder, whole, tmp_path):
    out = runs.copy_of(whole, tmp_path)
    roster = tmp_path / "roster.csv"
    roster.write_text("submission,name,login\nann,Ann Ito,a1\nzoe,Zoë Lind,z9\n", encoding="utf-8")
    run = runs.course_grade(class_folder, out, "--roster", roster)
    assert run.returncode == 0, run.stderr
    rows = {row["student"]: row for row in runs.rows(out)}
    assert float(rows["Ann Ito"]["points"]) == 10
    assert rows["Zoë Lind"]["problem"] == "Nothing was handed in."
    assert rows["Zoë Lind"]["points"] == ""
    assert "roster" in rows["cleo"]["notes"]


def test_two_submissions_of_one_name_keep_their_own_grades(class_folder, whole, tmp_path):
    # Two places, and in a third one a folder that is called as the second would be.
    for place, name, text in (
        ("monday", "ann", runs.REFERENCE),
        ("wednesday", "ann (2)", runs.CLASS["cleo"]),
        ("tuesday", "ann", runs.CLASS["fay"]),
        ("tuesday", "Ann", runs.CLASS["dan"]),
    ):
        runs.write_submission(tmp_path / place / name, text)
    out = runs.copy_of(whole, tmp_path)
    others = (tmp_path / "tuesday", tmp_path / "wednesday")
    run = runs.course_grade(tmp_path / "monday", out, *others)
    assert run.returncode == 0, run.stderr
    points = runs.points(out)
    whole_points = runs.points(whole)
    assert points["ann"] == 10
    assert points["ann (2)"] == whole_points["cleo"]
    assert len(points) == len({name.casefold() for name in points}) == 4
    others = [points[name] for name in set(points) - {"ann", "ann (2)"}]
    assert sorted(others) == sorted([whole_points["fay"], whole_points["dan"]])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing_here"], "nothing_here. Give a folder or a zip"),
        (["CLASS", "--only", "nobody"], "there is no submission nobody"),
        (["CLASS", "--shard", "3/2", "--seed", "1"], "write I/N"),
        (["CLASS", "--shard", "1/2"], "--shard needs --seed"),
        (["CLASS", "--sandbox", "docker"], "--sandbox is bwrap, user or none"),
        (["CLASS", "--lessons", "3,99"], "There is no lesson '99'"),
        (["EMPTY"], "There is no submission"),
    ],
)
def test_a_wrong_call_ends_with_2_and_grades_nothing(class_folder, tmp_path, arguments, said):
    (tmp_path / "empty").mkdir()
    places = {"CLASS": str(class_folder), "EMPTY": str(tmp_path / "empty")}
    sandbox = [] if "--sandbox" in arguments else ["--sandbox", "none"]
    call = [places.get(word, word) for word in arguments]
    out = ["--out", str(tmp_path / "out")]
    run = subprocess.run(
        [*runs.COURSE, "grade", *call, *out, *sandbox], capture_output=True, text=True, cwd=tmp_path
    )
    assert run.returncode == 2, run.stderr
    assert said in " ".join(run.stderr.replace("│", " ").split())
    assert not (tmp_path / "out" / "results").exists()


def test_a_missing_sandbox_is_an_error_that_says_how_to_get_one(class_folder, tmp_path):
    # An empty PATH: no bwrap to be found.
    run = subprocess.run(
        [*runs.COURSE, "grade", str(class_folder), "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": str(tmp_path)},
    )
    assert run.returncode == 2
    assert "apt-get install bubblewrap" in run.stderr
    assert "--sandbox none" in run.stderr


def test_too_few_points_end_with_3(class_folder, whole, tmp_path):
    out = runs.copy_of(whole, tmp_path)
    ann = ["--only", "ann", "--min-points"]
    assert runs.course_grade(class_folder, out, *ann, "10").returncode == 0
    assert runs.course_grade(class_folder, out, "--min-points", "5").returncode == 3


def test_the_lessons_that_are_asked_for_are_graded(class_folder, whole, tmp_path):
    assert runs.rows(whole)[0]["max_points"] == "70"
    one = class_folder / "ann"
    run = runs.course_grade(one, tmp_path / "out", "--lessons", "1")
    assert run.returncode == 0, run.stderr
    (row,) = runs.rows(tmp_path / "out")
    assert (row["01_load_data"], row["points"], row["max_points"]) == ("10.0", "10.0", "10")
    assert "03_build_mlp" not in row


def test_a_grader_that_fails_ends_with_1_and_works_the_next_time(class_folder, tmp_path):
    # A damaged dataset: not the students' fault.
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "mnist.npz").write_bytes(b"damaged")
    run = runs.course_grade(
        class_folder, tmp_path / "out", "--data", "full", environment={"KERAS_HOME": str(tmp_path)}
    )
    assert run.returncode == 1, run.stderr
    assert "not graded ann" in run.stderr
    assert "mnist.npz" in runs.rows(tmp_path / "out")[0]["problem"]


def test_a_zip_of_zips_is_a_class(class_folder, whole, tmp_path):
    archive = tmp_path / "class.zip"
    with zipfile.ZipFile(archive, "w") as outer:
        for name in ("ann", "cleo"):
            inner = shutil.make_archive(str(tmp_path / name), "zip", class_folder / name)
            outer.write(inner, f"{name}/{name}.zip")
    out = runs.copy_of(whole, tmp_path)
    assert runs.course_grade(archive, out).returncode == 0
    points = runs.points(whole)
    assert runs.points(out) == {name: points[name] for name in ("ann", "cleo")}
