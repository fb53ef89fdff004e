"""The commands for instructors: ``course grade``, ``regrade``, ``compare``, ``class``, ``gradescope`` and ``sandbox``."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coursekit.manifest import load_manifest

if TYPE_CHECKING:
    from coursekit.grading.grade_class import Wanted

Paths = Annotated[
    list[Path], typer.Argument(help="Submissions, or folders and zips of submissions.")
]
Out = Annotated[Path, typer.Option(help="Where grades and reports go.")]
Sandbox = Annotated[
    str,
    typer.Option(
        help="bwrap; user: for root, in a container that is thrown away; none: for code that you trust as your own."
    ),
]
Jobs = Annotated[int, typer.Option("-j", "--jobs", min=1, help="How many at the same time.")]
Only = Annotated[
    list[str] | None, typer.Option(help="Run this student alone: a name or an id; repeatable.")
]
ClassFile = Annotated[
    Path | None,
    typer.Option(
        "--class", help="The file that says how the class is graded.", show_default="class.toml"
    ),
]
Lessons = Annotated[
    str, typer.Option(help="core, all, or numbers such as 3,5 or 1-7.", show_default="core")
]
Data = Annotated[str, typer.Option(help="sample or full.")]
Roster = Annotated[Path | None, typer.Option(help="A CSV with the class.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say who would be graded and what run; run nothing.")
]
Anonymous = Annotated[
    bool,
    typer.Option(
        "--anonymous", help="Also write the class under pseudonyms, in all later runs too."
    ),
]
Single = Annotated[
    bool, typer.Option("--single", help="What is given is one student's, whatever lies in it.")
]
Shard = Annotated[str, typer.Option(help="I/N: grade one part of N, for a CI matrix.")]
Cluster = Annotated[str, typer.Option(help="A Dask scheduler: tcp://HOST:PORT.")]
Seed = Annotated[int | None, typer.Option(help="The run's seed, to repeat it.")]
MinPoints = Annotated[float, typer.Option(help="Exit with 3 when a submission has fewer points.")]
Assignment = Annotated[
    str,
    typer.Option(
        help="The assignment as the platform calls it, such as 'Digits (12345)', in place of class.toml's."
    ),
]
CORES = max(1, (os.cpu_count() or 2) // 2 * 2)

class_app = typer.Typer(
    help="Say how a class is graded, and copy the course for it.", no_args_is_help=True
)
"""``course class``."""


def grade(
    paths: Paths,
    out: Out = Path("grades"),
    sandbox: Sandbox = "bwrap",
    jobs: Jobs = CORES,
    class_file: ClassFile = None,
    roster: Roster = None,
    only: Only = None,
    dry_run: DryRun = False,
    anonymous: Anonymous = False,
    single: Single = False,
    shard: Shard = "1/1",
    cluster: Cluster = "",
    data: Data = "sample",
    seed: Seed = None,
    lessons: Lessons = "",
    min_points: MinPoints = 0.0,
    assignment: Assignment = "",
) -> None:
    """Grade submissions: their code runs in a sandbox, the grades are written outside it.

    What is known already is not run again: a change of points, deadlines or overrides takes a second.

    Exit codes: 0 all were graded; 1 some could not be graded, run it again; 2 the call is wrong; 3 see --min-points;
    130 stopped by Ctrl-C, run it again.
    """
    from coursekit.grading.grade_class import Wanted, grade_class

    wanted = Wanted(
        *(paths, out, sandbox, jobs, only or [], data, _class_file(class_file)),
        roster=roster,
        shard=shard,
        cluster=cluster,
        seed=seed,
        lessons=lessons,
        min_points=min_points,
        assignment=assignment,
        dry_run=dry_run,
        anonymous=anonymous,
        single=single,
        class_file_named=class_file is not None,
    )
    raise typer.Exit(grade_class(_from_elsewhere(wanted)))


def regrade(
    paths: Paths,
    out: Out = Path("grades"),
    sandbox: Sandbox = "bwrap",
    jobs: Jobs = CORES,
    class_file: ClassFile = None,
    only: Only = None,
    data: Data = "sample",
    accept: Annotated[
        bool, typer.Option("--accept", help="Let what was graded again count.")
    ] = False,
) -> None:
    """Grade once more, and keep the old marks beside the new ones until you accept them.

    Exit codes are those of `course grade`.
    """
    from coursekit.grading.grade_class import Wanted, accept_regrade, regrade_class

    wanted = Wanted(
        *(paths, out, sandbox, jobs, only or [], data, _class_file(class_file)),
        class_file_named=class_file is not None,
    )
    wanted = _from_elsewhere(wanted)
    raise typer.Exit(accept_regrade(wanted) if accept else regrade_class(wanted))


def compare(
    old: Annotated[
        Path, typer.Argument(help="A run: a file of grades/runs, or a folder of grades.")
    ],
    new: Annotated[Path, typer.Argument(help="The other run.")],
    out: Annotated[Path | None, typer.Option(help="Also write the changes as CSV.")] = None,
) -> None:
    """Say what changed between two runs: for each student and check, and why."""
    from coursekit.files import write_atomically
    from coursekit.grading.compare import changes
    from coursekit.grading.formats.changes_csv import change_lines, changes_csv, gains_and_losses
    from coursekit.grading.kept_runs import read_run

    before, after = read_run(old), read_run(new)
    found = changes(before, after)
    for line in [*change_lines(found), *gains_and_losses(found, before["when"])]:
        print(line)
    if out:
        write_atomically(out, changes_csv(found))


@class_app.command("new")
def class_new(
    roster: Annotated[
        Path | None, typer.Argument(help="The class: a CSV, or a gradebook that was exported.")
    ] = None,
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("class.toml"),
) -> None:
    """Write a class.toml with comments, to be filled in."""
    from coursekit.grading.new_class import write_class_file

    write_class_file(roster, out)
    print(f"{out}: fill in what you need, and keep it. `course grade` reads it.")


@class_app.command("fetch")
def class_fetch(
    out: Annotated[Path, typer.Option(help="The folder for the repositories.")] = Path(
        "submissions"
    ),
    class_file: ClassFile = None,
    host: Annotated[
        str, typer.Option(help="What stands before OWNER/NAME.")
    ] = "https://github.com",
) -> None:
    """Fetch each student's repository, at the commit that counts by the due date: the roster's column `repository`.

    Exit codes: 0 all were read; 1 some could not be read.
    """
    from coursekit.errors import CourseError
    from coursekit.grading.class_repositories import fetch_class
    from coursekit.grading.class_rules import read_rules

    file = _class_file(class_file)
    if file is None:
        raise CourseError("There is no class.toml here.\n→ `course class new` writes one.")
    found = fetch_class(read_rules(file), out, host)
    for one in found:
        if one.said:
            print(f"{one.student}: {one.said}")
    print(f"{out}: {sum(not one.said for one in found)} of {len(found)} repositories.")
    if any(one.failed for one in found):
        print(
            "Grade nobody before all can be read: who is missing would count as having handed in nothing."
        )
        print(
            "→ Mend the address or the rights. Where there is no repository, empty the roster's cell."
        )
        raise typer.Exit(1)


def _from_elsewhere(wanted: "Wanted") -> "Wanted":
    """Go to the course's own folder, and return what means the same there."""
    from coursekit.manifest import ROOT

    here = Path.cwd()
    # A new process of Python imports from the folder that it is started in, and that may be a submission.
    os.chdir(ROOT)
    # After Ctrl-C nobody tidies up the processes' semaphores, and Python would say so below our last line.
    os.environ.setdefault("PYTHONWARNINGS", "ignore:resource_tracker")
    return replace(
        wanted,
        paths=[here / path for path in wanted.paths],
        out=here / wanted.out,
        roster=wanted.roster and here / wanted.roster,
        class_file=wanted.class_file and here / wanted.class_file,
    )


def _class_file(named: Path | None) -> Path | None:
    """Return the file that was named, else class.toml where there is one."""
    usual = Path("class.toml")
    found = named or (usual if usual.is_file() else None)
    return found and found.absolute()


def gradescope(
    out: Annotated[Path, typer.Option(help="The zip to write.")] = Path("autograder.zip"),
    sandbox: Annotated[
        str, typer.Option(help="bwrap, user or none; auto: bwrap where it starts, else user.")
    ] = "auto",
    python: Annotated[
        str, typer.Option(help="The Python of Gradescope's base image: 3.10 in Ubuntu 22.04.")
    ] = "3.10",
    lessons: Annotated[str, typer.Option(help="core, all, or numbers such as 3,5.")] = "core",
) -> None:
    """Make the autograder zip for Gradescope, with this course in it."""
    from coursekit.fingerprint import course_fingerprint
    from coursekit.grading.autograder_zip import autograder_zip
    from coursekit.grading.run.sandbox import LAUNCH
    from coursekit.manifest import ROOT
    from coursekit.pythons import pythons

    if sandbox not in ("auto", *LAUNCH):
        raise typer.BadParameter("--sandbox is auto, bwrap, user or none.")
    if python not in pythons():
        raise typer.BadParameter(f"--python is one of {', '.join(pythons())}.")
    load_manifest().part(lessons)  # A lesson that is not there is told here, not on Gradescope.
    out.write_bytes(autograder_zip(ROOT, sandbox, python, lessons))
    print(
        f"{out}: the course {course_fingerprint()}, with --sandbox {sandbox}, for Python {python}."
    )


def classroom50(
    out: Annotated[Path, typer.Option(help="The folder to write.")] = Path("classroom50"),
    lessons: Annotated[str, typer.Option(help="core, all, or numbers such as 3,5.")] = "core",
) -> None:
    """Make the files that Classroom 50 grades with: autograder.py, the course, and the runtime block."""
    from coursekit.files import write_atomically
    from coursekit.fingerprint import course_fingerprint
    from coursekit.grading.classroom50_files import classroom50_files
    from coursekit.manifest import ROOT

    load_manifest().part(lessons)  # A lesson that is not there is told here, not on GitHub.
    for name, content in classroom50_files(ROOT, lessons).items():
        write_atomically(out / name, content)
    print(f"{out}: the course {course_fingerprint()}. docs/grading.md says where each file goes.")


def sandbox() -> None:
    """Say whether the sandbox starts here; if not, why, and exit with 2."""
    from coursekit.errors import CourseError
    from coursekit.grading.run.sandbox import require_sandbox

    try:
        require_sandbox("bwrap")
    except CourseError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    print("The sandbox starts here.")
