"""The repositories of a class: bare ones, as a server holds them, through the steps of grade_class.yml as they stand there."""

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from coursekit.grading.class_repositories import last_moment
from coursekit.grading.class_rules import read_rules
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.intake.roster import load_roster
from coursekit.manifest import ROOT, load_manifest
from tests.course.grading import runs

yaml = pytest.importorskip("yaml", reason="needs PyYAML: pip install -e '.[dev]'")
if os.name == "nt" or shutil.which("git") is None:
    pytest.skip("needs Git and a shell as GitHub's Linux has it", allow_module_level=True)

JOBS = yaml.safe_load((ROOT / ".github/workflows/grade_class.yml").read_text("utf-8"))["jobs"]
DUE = datetime(2027, 1, 15, 22, 59, tzinfo=timezone.utc)
BEFORE, AFTER = DUE - timedelta(hours=1), DUE + timedelta(hours=1)
WRONG = runs.REFERENCE.replace("255", "256")

CLASS = {
    "ann": [(BEFORE, runs.REFERENCE), (AFTER, WRONG)],
    "ben_o": [(BEFORE, WRONG), (AFTER, runs.REFERENCE)],
    "zoe": [(AFTER, runs.REFERENCE)],
    "dan": [],
}
"""Their commits: when, and what load_data.py is then. Ben has an extension; Dan's repository is empty."""

ROSTER = """login,name,repository
ann,"Ito, Ann",class/digits-ann
ben_o,Ben O'Neil,class/digits-ben_o
,Zoë,class/digits-zoe
dan,Dan,class/digits-dan
eve,Eve,
"""

RULES = """roster = "roster.csv"
lessons = [1]
[due]
all = 2027-01-15T23:59:00+01:00
[extensions]
ben_o = 2027-01-20T23:59:00+01:00
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Return a folder of bare repositories, as GitHub is one for Git."""
    folder = tmp_path_factory.mktemp("server")
    for student, commits in CLASS.items():
        bare = folder / "class" / f"digits-{student}"
        _git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
        work = folder / "work" / student
        _git(folder, "clone", "--quiet", str(bare), str(work))
        for when, text in commits:
            module = work / "mnist_course/load_data.py"
            module.parent.mkdir(exist_ok=True)
            module.write_text(text, encoding="utf-8")
            _git(work, "add", ".")
            _git(work, "commit", "--quiet", "-m", "work", when=when)
        if commits:
            _git(work, "push", "--quiet", "origin", "HEAD:main")
    return folder


@pytest.fixture
def class_folder(tmp_path):
    """Return the folder of a job: the instructor's repository and the course lie in it, as the steps before lay them."""
    (tmp_path / "class").mkdir()
    (tmp_path / "class/roster.csv").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "class/class.toml").write_text(RULES, encoding="utf-8")
    course = tmp_path / "course/.venv/bin/course"
    course.parent.mkdir(parents=True)
    call = "import sys; sys.argv[0] = 'course'; from coursekit.cli import main; main()"
    course.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -c "{call}" "$@"\n')
    course.chmod(0o755)
    return tmp_path


def _git(folder: Path, *command: str, when: datetime | None = None) -> str:
    who = {
        f"GIT_{one}_{what}": "a@b.c"
        for one in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    dates = {f"GIT_{one}_DATE": when.isoformat() for one in ("AUTHOR", "COMMITTER")} if when else {}
    run = subprocess.run(
        ["git", *command],
        cwd=folder,
        env={**os.environ, **who, **dates, "GIT_CONFIG_GLOBAL": "/dev/null"},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


def _step(job: str, name: str, folder: Path, **environment: str) -> subprocess.CompletedProcess:
    """Run a step's shell as it stands in the file, as GitHub does."""
    (step,) = [step for step in JOBS[job]["steps"] if step.get("name") == name]
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=folder / step.get("working-directory", "."),
        env={**os.environ, "GITHUB_OUTPUT": str(folder / "output"), **environment},
        capture_output=True,
        text=True,
    )


def _fetch(folder: Path, server: Path) -> subprocess.CompletedProcess:
    return _step("fetch", "Fetch the repositories", folder, HOST=str(server))


def _handed_in(folder: Path, student: str) -> str:
    return (folder / "submissions" / student / "mnist_course/load_data.py").read_text("utf-8")


def test_of_each_repository_the_commit_that_counts_is_fetched(class_folder, server):
    run = _fetch(class_folder, server)
    assert run.returncode == 0, run.stdout + run.stderr
    assert _handed_in(class_folder, "ann") == runs.REFERENCE
    # An extension lets the later one count.
    assert _handed_in(class_folder, "ben_o") == runs.REFERENCE
    found = sorted(path.name for path in (class_folder / "submissions").iterdir())
    assert found == ["ann", "ben_o"]
    assert "dan: The repository is empty." in run.stdout
    assert "Zoë: There is no commit until 2027-01-15 23:59:00+01:00." in run.stdout
    assert "2 of 4 repositories" in run.stdout


@pytest.mark.parametrize(
    ("late", "waived", "counts"),
    [
        ("", "", "Fri 22"),
        ("[late]\npoints_per_day = 5\nat_most_days = 3\n", "", "Mon 22"),
        # As long as any points are left, work counts.
        ("[late]\npoints_per_day = 5\n", "", None),
        ("", "all", None),
    ],
)
def test_late_commits_count_as_long_as_late_work_does(late, waived, counts, class_folder):
    override = f'[[override]]\nstudent = "ann"\nlesson = "{waived}"\nwaive_lateness = true\nreason = "ill"\n'
    rules = class_folder / "class/class.toml"
    rules.write_text(RULES + late + (override if waived else ""))
    found = last_moment(read_rules(rules), {"ann"})
    assert (found and found.astimezone(timezone.utc).strftime("%a %H")) == counts


def test_where_a_lesson_is_not_due_the_newest_commit_counts(class_folder):
    rules = class_folder / "class/class.toml"
    rules.write_text(RULES.replace("[1]", "[1, 2]").replace("all =", "1 ="))
    assert last_moment(read_rules(rules), {"ann"}) is None


def test_a_repository_that_can_t_be_read_stops_the_grading(class_folder, server):
    roster = class_folder / "class/roster.csv"
    roster.write_text(ROSTER.replace("class/digits-ann", "class/digits-an"), encoding="utf-8")
    run = _fetch(class_folder, server)
    # Ann would have handed in nothing, it seems, and have zero.
    assert run.returncode == 1
    assert "ann: " in run.stdout and "digits-an" in run.stdout
    assert "Grade nobody before all can be read" in run.stdout


@pytest.mark.parametrize(
    ("roster", "said"),
    [
        ("login,name\nann,Ann\n", "has no column `repository`"),
        ("login,repository\nann,\n", "has no column `repository`"),
    ],
)
def test_a_roster_without_repositories_is_told(roster, said, class_folder, server):
    (class_folder / "class/roster.csv").write_text(roster)
    run = _fetch(class_folder, server)
    assert run.returncode == 1
    assert said in run.stderr
    assert "OWNER/NAME" in run.stderr


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["ann,Ann Ito", "ann-1,Anna Ito"], "ann-1"),
        ([",Ann Ito", ",Ann Ito"], "Ann Ito"),
        (["x y,Ann", "x_y,Ben"], "x y"),
        (["müller.ö,Ö", "o'neil,Ann", '"a, b",Ben', "a_1_2,Cleo", "12,Dan", "con,Eve"], ""),
    ],
)
def test_students_who_could_be_taken_for_each_other_are_told(rows, told, class_folder, server):
    lines = "".join(f"{row},class/digits-ann\n" for row in rows)
    roster = class_folder / "class/roster.csv"
    roster.write_text(f"login,name,repository\n{lines}", encoding="utf-8")
    rules = (class_folder / "class/class.toml").read_text()
    (class_folder / "class/class.toml").write_text(rules.partition("[extensions]")[0])
    run = _fetch(class_folder, server)
    assert (run.returncode == 0) == (told == ""), run.stderr
    assert f"{told} could be taken for another student" in run.stderr or not told
    if not told:
        loaded = load_roster(roster)
        found = read_submissions([class_folder / "submissions"], roster=loaded)
        assert sorted(one.row for one in found) == list(range(len(rows)))
        assert all("load_data.py" in one.files for one in found)


def test_what_an_address_says_is_no_option_of_git(class_folder, server):
    evil = f"--upload-pack=touch {class_folder / 'touched'}"
    (class_folder / "class/roster.csv").write_text(f"login,repository\nann,{evil}\n")
    assert _fetch(class_folder, server).returncode == 1
    assert not (class_folder / "touched").exists()


@pytest.mark.parametrize(("students", "parts"), [(0, 1), (1, 1), (50, 1), (51, 2), (5000, 20)])
def test_a_class_is_cut_into_parts(students, parts, tmp_path):
    (tmp_path / "submissions").mkdir()
    for number in range(students):
        (tmp_path / "submissions" / str(number)).mkdir()
    run = _step("fetch", "Cut the class into parts", tmp_path)
    assert run.returncode == 0, run.stderr
    said = dict(line.split("=") for line in (tmp_path / "output").read_text().splitlines())
    assert json.loads(said["parts"]) == list(range(1, parts + 1))
    assert int(said["count"]) == parts
    assert int(said["seed"]) < 2**48


def test_each_output_that_a_job_uses_is_one_that_another_gives():
    text = json.dumps(JOBS)
    for output in JOBS["fetch"]["outputs"]:
        assert f"needs.fetch.outputs.{output}" in text


def test_the_token_is_in_no_job_that_runs_what_students_wrote():
    for name in ("part", "together"):
        assert "secrets.token" not in json.dumps(JOBS[name])
        assert "contents" not in JOBS[name]["permissions"]
        # Nor one that a checkout leaves.
        assert "actions/checkout" not in json.dumps(JOBS[name])


@pytest.mark.parametrize(
    ("before", "kept"), [("runs", ["2027.json"]), ("", []), ("grades.csv", [])]
)
def test_runs_that_were_kept_are_taken_over(before, kept, tmp_path):
    """In place of GitHub's own command: one that knows a run when there is one, and downloads what it left."""
    says = "echo 12" if before else "true"
    file = {"runs": "before/runs/2027.json"}.get(before, "before/grades.csv")
    script = f'#!/bin/sh\n[ "$1" = api ] && {{ {says}; exit; }}\nmkdir -p before/runs\n'
    script += "rmdir before/runs\n" if before != "runs" else ""
    (tmp_path / "gh").write_text(f'{script}[ "$3" = 12 ] && touch {file}\n')
    (tmp_path / "gh").chmod(0o755)
    run = _step(
        "together",
        "Take over the runs that were kept",
        tmp_path,
        PATH=f"{tmp_path}:{os.environ['PATH']}",
        GITHUB_REPOSITORY="class/grades",
    )
    assert run.returncode == 0, run.stderr
    assert [path.name for path in (tmp_path / "grades/runs").glob("*")] == kept


@pytest.mark.parametrize(("host", "given"), [("github.com", True), ("example.com", False)])
def test_git_gets_the_token_for_the_server_alone(host, given, tmp_path):
    (step,) = [one for one in JOBS["fetch"]["steps"] if one.get("name") == "Fetch the repositories"]
    known = {"${{ github.server_url }}": "https://github.com", "${{ secrets.token }}": "t0ken"}
    environment = {name: str(text) for name, text in step["env"].items()}
    for expression, value in known.items():
        environment = {name: text.replace(expression, value) for name, text in environment.items()}
    run = subprocess.run(
        ["git", "credential", "fill"],
        input=f"protocol=https\nhost={host}\n\n",
        cwd=tmp_path,
        env={
            **os.environ,
            **environment,
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": "true",
        },
        capture_output=True,
        text=True,
    )
    assert ("password=t0ken" in run.stdout) == given, run.stderr


def test_one_artifact_stays():
    uploads = [
        step["with"]
        for job in JOBS.values()
        for step in job["steps"]
        if "upload-artifact" in step.get("uses", "")
    ]
    assert [of["name"] for of in uploads if "retention-days" not in of] == ["grades"]
    assert {of["retention-days"] for of in uploads if "retention-days" in of} == {1}


@pytest.mark.skipif(
    shutil.which("bwrap") is None, reason="needs bubblewrap: apt-get install bubblewrap"
)
def test_a_class_goes_through_all_jobs(class_folder, server, tmp_path_factory):
    (class_folder / "course/.git").mkdir()
    assert _fetch(class_folder, server).returncode == 0
    # A student's link: what it points at is in no archive.
    (class_folder / "submissions/ann/link").symlink_to("/etc")
    packed = _step("fetch", "Pack it all", class_folder)
    assert packed.returncode == 0, packed.stderr
    results = {}
    for part in ("1", "2", "together"):
        machine = tmp_path_factory.mktemp("machine")
        shutil.copy(class_folder / "work.tgz", machine)
        job = "part" if part != "together" else part
        assert _step(job, "Unpack it", machine).returncode == 0
        assert not (machine / "course/.venv").exists() and not (machine / "course/.git").exists()
        assert (machine / "submissions/ann/link").is_symlink()
        shutil.copytree(class_folder / "course/.venv", machine / "course/.venv")
        environment = {
            "COURSE_GRADE_KEY": "a secret of the class, long enough",
            "SEED": "7",
            "SHARD": f"{part}/2",
        }
        if part != "together":
            run = _step(job, "Grade this part", machine, **environment)
            results |= runs.bytes_of_results(machine / "grades")
        else:
            (machine / "grades/results").mkdir(parents=True)
            for name, content in results.items():
                (machine / "grades/results" / name).write_bytes(content)
            run = _step(job, "Write all tables", machine, **environment)
            # What the parts found is believed: nothing was run again.
            assert runs.bytes_of_results(machine / "grades") == results
        assert run.returncode == 0, run.stdout + run.stderr
    rows = {row["student"]: row for row in runs.rows(machine / "grades")}
    assert len(rows) == 5
    assert rows["Ito, Ann"]["points"] == rows["Ben O'Neil"]["points"] == "10.0"
    assert rows["Ito, Ann"]["handed_in"].startswith("2027-01-15")
    assert {rows[name]["points"] for name in ("Zoë", "Dan", "Eve")} == {""}
    assert load_manifest().lesson("1").points == 10
