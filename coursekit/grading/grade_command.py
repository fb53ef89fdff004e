"""The commands ``course grade`` and ``course gradescope``."""

import os
from pathlib import Path
from typing import Annotated

import typer

from coursekit.manifest import load_manifest


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
    from coursekit.grading.grade_class import Wanted, grade_class

    wanted = Wanted(
        paths,
        out,
        sandbox,
        jobs,
        roster,
        only or [],
        shard,
        cluster,
        data,
        seed,
        lessons,
        min_points,
        assignment,
    )
    raise typer.Exit(grade_class(wanted))


def gradescope(
    out: Annotated[Path, typer.Option(help="The zip to write.")] = Path("autograder.zip"),
    sandbox: Annotated[
        str, typer.Option(help="bwrap, or none: where Gradescope lets no sandbox start.")
    ] = "bwrap",
    lessons: Annotated[str, typer.Option(help="core, all, or numbers such as 3,5.")] = "core",
) -> None:
    """Make the autograder zip for Gradescope, with this course in it."""
    from coursekit.fingerprint import course_fingerprint
    from coursekit.grading.autograder_zip import autograder_zip
    from coursekit.grading.run.workspace import SANDBOXES
    from coursekit.manifest import ROOT

    if sandbox not in SANDBOXES:
        raise typer.BadParameter("--sandbox is bwrap or none.")
    load_manifest().part(lessons)  # A lesson that is not there is told here, not on Gradescope.
    out.write_bytes(autograder_zip(ROOT, sandbox, lessons))
    print(f"{out}: the course {course_fingerprint()}, with --sandbox {sandbox}.")
