"""The author's commands: ``course dev new``, ``build``, ``execute``, ``check``."""

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from coursekit.manifest import ROOT, load_manifest

dev = typer.Typer(help="For authors: make and check lessons.", no_args_is_help=True)


@dev.command()
def new(
    number: Annotated[str, typer.Argument(help="The lesson's number: 08.")],
    slug: Annotated[str, typer.Argument(help="The name of its files: add_noise.")],
    function: Annotated[
        list[str] | None, typer.Option(help="A function to write; repeatable. The slug without it.")
    ] = None,
) -> None:
    """Make the skeleton of a lesson."""
    from coursekit.authoring.new import new_lesson

    for path in new_lesson(ROOT, number, slug, function or []):
        print(f"wrote {path}")
    print(
        "Write what is marked TODO, the figures, and a row in the README's table of lessons.\n"
        "`course dev build` makes the learner's files. `course dev check` says what is still to write."
    )


@dev.command()
def build(
    force: Annotated[bool, typer.Option(help="Also replace stubs that were edited.")] = False,
) -> None:
    """Make lessons/ and mnist_course/ from solutions/ and course.toml."""
    from coursekit.authoring import build as builder

    console = Console()
    built = builder.build(ROOT, force)
    for path in built.written:
        console.print(f"wrote {path.relative_to(ROOT).as_posix()}")
    for path in built.removed:
        console.print(f"removed {path.relative_to(ROOT).as_posix()}: its source is gone")
    for path in built.kept:
        console.print(
            f"[yellow]kept[/] {path.relative_to(ROOT).as_posix()}: it was edited (--force replaces it)"
        )
    console.print("Done." if any(vars(built).values()) else "Everything is fresh.")


@dev.command()
def execute(
    lessons: Annotated[list[str] | None, typer.Argument(help="Numbers; all when left out.")] = None,
    data: Annotated[
        str,
        typer.Option(envvar="MNIST_COURSE_DATA", help="full, sample, or a path to mnist.npz."),
    ] = "full",
) -> None:
    """Run solution notebooks and store their outputs."""
    from coursekit import mnist
    from coursekit.authoring.execute import execute as run

    mnist.find(setting=data)  # What is missing is told here, not out of a cell.
    manifest = load_manifest()
    chosen = [manifest.lesson(key) for key in lessons or []] or manifest.lessons
    for lesson in chosen:
        with Console().status(f"running {lesson.key}"):
            path = run(ROOT, lesson, data)
        Console().print(f"ran {path.relative_to(ROOT).as_posix()}")


@dev.command("check")
def check_course(
    fast: Annotated[bool, typer.Option("--fast", help="Don't run the checks themselves.")] = False,
) -> None:
    """Say what is missing, stale or broken; exit 1 when anything is."""
    from coursekit.authoring.course_check import problems

    console = Console()
    with console.status(
        "checking" if fast else "checking: this runs all checks twice, a minute or two"
    ):
        found = problems(ROOT, run_checks=not fast)
    for problem in found:
        console.print(f"[red]✗[/] {escape(problem)}", soft_wrap=True, highlight=False)
    if found:
        raise typer.Exit(1)
    console.print("[green]✓[/] The course is whole.")
