"""The commands of ``course`` for instructors and authors. A copy for students lacks this file, and what it imports."""

from pathlib import Path
from typing import Annotated

import typer

from coursekit.authoring.dev_commands import dev
from coursekit.grading.grade_command import (
    class_app,
    classroom50,
    compare,
    grade,
    gradescope,
    regrade,
    sandbox,
)
from coursekit.manifest import ROOT

INSTRUCTORS, AUTHORS = "For instructors", "For authors"


def add_teaching_commands(app: typer.Typer) -> None:
    """Add them below the learners' commands."""
    app.command(rich_help_panel=INSTRUCTORS)(grade)
    app.add_typer(class_app, name="class", rich_help_panel=INSTRUCTORS)
    app.command(rich_help_panel=INSTRUCTORS)(regrade)
    app.command(rich_help_panel=INSTRUCTORS)(compare)
    app.command(rich_help_panel=INSTRUCTORS)(gradescope)
    app.command(rich_help_panel=INSTRUCTORS)(classroom50)
    app.command(rich_help_panel=INSTRUCTORS)(sandbox)
    app.command(rich_help_panel=INSTRUCTORS)(bundle)
    app.add_typer(dev, name="dev", rich_help_panel=AUTHORS)


def bundle(
    systems: Annotated[
        str, typer.Option("--for", help="linux, linux-arm, macos, windows; several with commas.")
    ],
    python: Annotated[str, typer.Option(help="3.12; several with commas.")],
    out: Annotated[
        Path, typer.Option(help="A folder, or a .zip.", show_default="artifacts/mnist-course")
    ] = ROOT / "artifacts" / "mnist-course",
    data: Annotated[str, typer.Option(help="A path to mnist.npz.")] = "",
) -> None:
    """Make a folder that installs the course without internet: for a USB stick."""
    from coursekit.bundle import make_bundle, targets

    for line in make_bundle(ROOT, targets(systems, python), out.absolute(), data).lines():
        print(line)


@class_app.command("copy")
def class_copy(
    folder: Annotated[
        Path, typer.Argument(help="A new folder, or the copy to bring up to date.", metavar="DIR")
    ],
) -> None:
    """Make a repository for students, without solutions and grading; or bring what is newer into it."""
    from coursekit.authoring.build import stale_findings
    from coursekit.learning.update import update
    from coursekit.students_copy import copy_course, is_copy

    made = folder.absolute()
    for line in update(made, str(ROOT)) if is_copy(made) else copy_course(ROOT, made):
        print(line)
    for found in stale_findings(ROOT):
        if found.path.startswith("lessons/"):
            print(
                f"{found.path} is not what solutions/ makes. Look for answers in it before you give the copy out."
            )
