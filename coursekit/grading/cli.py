"""The commands ``course grade`` and ``course gradescope``."""

import os
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from coursekit.errors import CourseError
from coursekit.manifest import load_manifest

NOT_ALL_GRADED, TOO_FEW_POINTS, STOPPED = 1, 3, 130


def grade(
    paths: Annotated[
        list[Path], typer.Argument(help="Submissions, or folders and zips of submissions.")
    ],
    out: Annotated[Path, typer.Option(help="Where grades and reports go.")] = Path("grades"),
    sandbox: Annotated[
        str, typer.Option(help="bwrap, or none: only for code that you trust as your own.")
    ] = "bwrap",
    jobs: Annotated[
        int, typer.Option("-j", "--jobs", min=1, help="How many at the same time.")
    ] = max(1, (os.cpu_count() or 2) // 2 * 2),
    roster: Annotated[Path | None, typer.Option(help="A CSV with the class.")] = None,
    only: Annotated[
        list[str] | None, typer.Option(help="Grade this one again; repeatable.")
    ] = None,
    shard: Annotated[str, typer.Option(help="I/N: grade one part of N, for a CI matrix.")] = "1/1",
    cluster: Annotated[str, typer.Option(help="A Dask scheduler: tcp://HOST:PORT.")] = "",
    data: Annotated[str, typer.Option(help="sample or full.")] = "sample",
    seed: Annotated[int | None, typer.Option(help="The run's seed, to repeat it.")] = None,
    lessons: Annotated[
        str, typer.Option(help="core, all, or numbers such as 3,5: what is graded.")
    ] = "core",
    min_points: Annotated[
        float, typer.Option(help="Exit with 3 when a submission has fewer points.")
    ] = 0.0,
    assignment: Annotated[
        str, typer.Option(help="The assignment as Canvas calls it, such as 'Digits (12345)'.")
    ] = "",
) -> None:
    """Grade submissions: their code runs in a sandbox, the grades are written outside it.

    Exit codes: 0 all were graded; 1 some could not be graded, run it again; 2 the call is wrong; 3 see --min-points;
    130 stopped by Ctrl-C, run it again.
    """
    from coursekit.grading import classroom
    from coursekit.grading.grade import SANDBOXES
    from coursekit.grading.neutral import log_line
    from coursekit.grading.outputs import write_outputs
    from coursekit.grading.roster import with_roster
    from coursekit.grading.sandbox import require_bubblewrap
    from coursekit.grading.submissions import read_submissions

    console = Console(stderr=True)
    if sandbox not in SANDBOXES or data not in ("sample", "full"):
        raise typer.BadParameter("--sandbox is bwrap or none, --data is sample or full.")
    try:
        if sandbox == "bwrap" and not cluster:
            require_bubblewrap()
        part = load_manifest().part(lessons)
        submissions = read_submissions(paths, leave_out=out)
        submissions = with_roster(submissions, roster) if roster else submissions
        own = classroom.shard_of(submissions, shard)
        if not submissions:
            raise CourseError("There is no submission in what you gave.")
        if shard != "1/1" and seed is None:
            raise CourseError("--shard needs --seed N: the same secret number for all parts.")
        tasks = classroom.tasks_for(own, classroom.run_seed(out, seed), sandbox, data, lessons)
    except CourseError as error:
        console.print(f"course: {escape(str(error))}", highlight=False, soft_wrap=True)
        raise typer.Exit(2) from None
    if unknown := set(only or []) - {submission.name for submission in submissions}:
        raise typer.BadParameter(f"--only: there is no submission {', '.join(sorted(unknown))}.")
    if sandbox == "none":
        console.print(
            "[yellow]No sandbox: the code can read and change your files, and use the network.[/]"
        )
    chosen = {name: task for name, task in tasks.items() if not only or name in only}
    if only:
        classroom.forget(chosen.values(), out)
    executor = (
        partial(classroom.cluster_executor, cluster)
        if cluster
        else partial(classroom.local_executor, jobs)
    )
    unique = {task.key for task in chosen.values()}
    before = sum(classroom.stored(out, key) is not None for key in unique)
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("grading", total=len(unique), completed=before)
        try:
            classroom.grade_tasks(
                chosen.values(), out, executor, jobs, lambda: progress.advance(bar)
            )
        except KeyboardInterrupt:
            progress.stop()
            console.print("Stopped. The same command goes on where it was.")
            # What is being graded ends with this process; a usual exit would wait for it.
            os._exit(STOPPED)
    found = classroom.grades(own, tasks, out)
    earlier = write_outputs(found, part, out, assignment)
    asked = [grade for grade in found if not only or grade.submission.name in only]
    missing = [grade for grade in asked if grade.failed_to_grade]
    for one in missing:
        console.print(
            f"[red]not graded[/] {escape(log_line(f'{one.name}: {one.problem}'))}", highlight=False
        )
    nothing = [grade.name for grade in asked if grade.submission.problem]
    if nothing:
        names = ", ".join(map(log_line, nothing))
        console.print(f"nothing to grade: {escape(names)}", highlight=False, soft_wrap=True)
    if earlier:
        names = ", ".join(log_line(file.stem) for file in earlier)
        console.print(
            f"in {earlier[0].parent} from an earlier run, and not in this one: {escape(names)}",
            highlight=False,
            soft_wrap=True,
        )
    console.print(
        f"{len(asked) - len(missing) - len(nothing)} of {len(asked)} graded: see {out / 'grades.csv'}",
        highlight=False,
    )
    if missing:
        raise typer.Exit(NOT_ALL_GRADED)
    if below := [log_line(grade.name) for grade in asked if grade.points < min_points]:
        names = escape(", ".join(below))
        console.print(f"fewer than {min_points:g} points: {names}", highlight=False, soft_wrap=True)
        raise typer.Exit(TOO_FEW_POINTS)


def gradescope(
    out: Annotated[Path, typer.Option(help="The zip to write.")] = Path("autograder.zip"),
    sandbox: Annotated[
        str, typer.Option(help="bwrap, or none: where Gradescope lets no sandbox start.")
    ] = "bwrap",
    lessons: Annotated[str, typer.Option(help="core, all, or numbers such as 3,5.")] = "core",
) -> None:
    """Make the autograder zip for Gradescope, with this course in it."""
    from coursekit.grading.grade import SANDBOXES, course_fingerprint
    from coursekit.grading.gradescope import autograder_zip
    from coursekit.manifest import ROOT

    if sandbox not in SANDBOXES:
        raise typer.BadParameter("--sandbox is bwrap or none.")
    load_manifest().part(lessons)  # A lesson that is not there is told here, not on Gradescope.
    out.write_bytes(autograder_zip(ROOT, sandbox, lessons))
    print(f"{out}: the course {course_fingerprint()}, with --sandbox {sandbox}.")
