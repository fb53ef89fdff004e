"""Grades a class in four steps: intake, run, score, formats."""

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from coursekit.errors import CourseError
from coursekit.grading.formats.escape import log_line
from coursekit.grading.formats.registry import GradedClass, write_formats
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.intake.roster import with_roster
from coursekit.grading.intake.submission import Submission
from coursekit.grading.run.class_run import run_tasks, shard_of, tasks_for
from coursekit.grading.run.executors import cluster_executor, local_executor
from coursekit.grading.run.sandbox import require_bubblewrap
from coursekit.grading.run.stored import forget, outcome_of, run_seed, stored
from coursekit.grading.run.task import Task
from coursekit.grading.run.workspace import SANDBOXES
from coursekit.grading.score import Grade
from coursekit.manifest import Manifest, load_manifest

ALL_GRADED, NOT_ALL_GRADED, WRONG_CALL, TOO_FEW_POINTS, STOPPED = 0, 1, 2, 3, 130
"""Exit codes."""


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for: `coursekit.grading.grade_command` says what each is."""

    paths: list[Path]
    out: Path
    sandbox: str
    jobs: int
    roster: Path | None
    only: list[str]
    shard: str
    cluster: str
    data: str
    seed: int | None
    lessons: str
    min_points: float
    assignment: str


@dataclass(frozen=True)
class Plan:
    """What was taken in: the lessons, this shard's submissions, the tasks by their names, the run's seed."""

    manifest: Manifest
    submissions: list[Submission]
    tasks: dict[str, Task]
    seed: int


def grade_class(wanted: Wanted) -> int:
    """Take in what was handed in, run it, score it, write it, and tell; return the exit code."""
    console = Console(stderr=True)
    try:
        plan = _take_in(wanted)
    except CourseError as error:
        console.print(f"course: {escape(str(error))}", highlight=False, soft_wrap=True)
        return WRONG_CALL
    _run(wanted, plan, console)
    grades = [
        Grade(submission, outcome_of(wanted.out, task) if task else None)
        for submission in plan.submissions
        for task in [plan.tasks.get(submission.name)]
    ]
    graded = GradedClass(grades, plan.manifest, plan.seed, wanted.assignment)
    earlier = write_formats(graded, wanted.out)
    return _tell(wanted, grades, earlier, console)


def _take_in(wanted: Wanted) -> Plan:
    """Read what was handed in, and say what has to be run.

    Raises
    ------
    CourseError
        When the call is wrong, or there is no sandbox. Nothing was run then.
    """
    if wanted.sandbox not in SANDBOXES or wanted.data not in ("sample", "full"):
        raise CourseError("--sandbox is bwrap or none, --data is sample or full.")
    if wanted.sandbox == "bwrap" and not wanted.cluster:
        require_bubblewrap()
    manifest = load_manifest().part(wanted.lessons)
    submissions = read_submissions(wanted.paths, leave_out=wanted.out)
    if wanted.roster:
        submissions = with_roster(submissions, wanted.roster)
    own = shard_of(submissions, wanted.shard)
    if not submissions:
        raise CourseError("There is no submission in what you gave.")
    if unknown := set(wanted.only) - {submission.name for submission in submissions}:
        raise CourseError(f"--only: there is no submission {', '.join(sorted(unknown))}.")
    if wanted.shard != "1/1" and wanted.seed is None:
        raise CourseError("--shard needs --seed N: the same secret number for all parts.")
    seed = run_seed(wanted.out, wanted.seed)
    tasks = tasks_for(own, seed, wanted.sandbox, wanted.data, wanted.lessons)
    return Plan(manifest, own, tasks, seed)


def _run(wanted: Wanted, plan: Plan, console: Console) -> None:
    if wanted.sandbox == "none":
        console.print(
            "[yellow]No sandbox: the code can read and change your files, and use the network.[/]"
        )
    chosen = [task for name, task in plan.tasks.items() if not wanted.only or name in wanted.only]
    if wanted.only:
        forget(chosen, wanted.out)
    executor = (
        partial(cluster_executor, wanted.cluster)
        if wanted.cluster
        else partial(local_executor, wanted.jobs)
    )
    unique = {task.key for task in chosen}
    before = sum(stored(wanted.out, key) is not None for key in unique)
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("grading", total=len(unique), completed=before)
        try:
            run_tasks(chosen, wanted.out, executor, wanted.jobs, lambda: progress.advance(bar))
        except KeyboardInterrupt:
            progress.stop()
            console.print("Stopped. The same command goes on where it was.")
            # What is being run ends with this process; a usual exit would wait for it.
            os._exit(STOPPED)


def _tell(wanted: Wanted, grades: list[Grade], earlier: list[Path], console: Console) -> int:
    def tell(text: str) -> None:
        console.print(text, highlight=False, soft_wrap=True)

    asked = [grade for grade in grades if not wanted.only or grade.submission.name in wanted.only]
    missing = [grade for grade in asked if grade.failed_to_grade]
    for grade in missing:
        tell(f"[red]not graded[/] {escape(log_line(f'{grade.name}: {grade.problem}'))}")
        if grade.details:
            # A failure of the course's own code: whoever mends it needs to see where.
            tell(escape("\n".join(map(log_line, grade.details.splitlines()))))
    nothing = [log_line(grade.name) for grade in asked if grade.submission.problem]
    if nothing:
        tell(f"nothing to grade: {escape(', '.join(nothing))}")
    if earlier:
        names = escape(", ".join(log_line(file.stem) for file in earlier))
        tell(f"in {earlier[0].parent} from an earlier run, and not in this one: {names}")
    count = len(asked) - len(missing) - len(nothing)
    tell(f"{count} of {len(asked)} graded: see {wanted.out / 'grades.csv'}")
    if missing:
        return NOT_ALL_GRADED
    if below := [log_line(grade.name) for grade in asked if grade.points < wanted.min_points]:
        tell(f"fewer than {wanted.min_points:g} points: {escape(', '.join(below))}")
        return TOO_FEW_POINTS
    return ALL_GRADED
