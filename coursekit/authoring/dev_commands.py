"""The author's commands: ``course dev new``, ``build``, ``execute``, ``check``, ``readable``, ``site``."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from coursekit.errors import CourseError
from coursekit.manifest import ROOT, load_manifest, read_manifest

dev = typer.Typer(help="For authors: make and check lessons.", no_args_is_help=True)


@dev.command()
def new(
    number: Annotated[str, typer.Argument(help="The lesson's number: 08.")],
    slug: Annotated[str, typer.Argument(help="The name of its files: add_noise.")],
    function: Annotated[
        list[str] | None,
        typer.Option(
            help='A function to write: "add_noise(images, rng, amount=0.1) -> array". Repeatable; named as the slug '
            "without it."
        ),
    ] = None,
) -> None:
    """Make a lesson that works, with TODO where something is to be thought about."""
    import subprocess
    import sys

    from coursekit.authoring.build import build as make
    from coursekit.authoring.new import new_lesson

    for path in new_lesson(ROOT, number, slug, function or []):
        print(f"wrote {path}")
    load_manifest.cache_clear()
    make(ROOT)
    number = number.zfill(2)
    subprocess.run([sys.executable, f"docs/figures/make_figures_{number}.py"], cwd=ROOT, check=True)
    print(f"`course dev check {number}` says what is still to write.")


@dev.command()
def build(
    force: Annotated[bool, typer.Option(help="Also replace stubs that were edited.")] = False,
) -> None:
    """Make lessons/ and mnist_course/ from solutions/ and course.toml."""
    from coursekit.authoring import build as builder
    from coursekit.authoring.badges_and_colab import origin_note

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
    if note := origin_note(ROOT, read_manifest(ROOT / "course.toml")[0]):
        console.print(note, soft_wrap=True, highlight=False, markup=False)


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

    try:
        mnist.find(setting=data)  # What is missing is told here, not out of a cell.
    except mnist.DatasetError as error:
        to_do = "→ Or try it with the bundled digits first: `course dev execute --data sample`."
        raise CourseError(f"{error}\n{to_do}") from error
    manifest = load_manifest()
    chosen = [manifest.lesson(key) for key in lessons or []] or manifest.lessons
    for lesson in chosen:
        with Console().status(f"running {lesson.key}"):
            path = run(ROOT, lesson, data)
        Console().print(f"ran {path.relative_to(ROOT).as_posix()}")


@dev.command("check")
def check_course(
    lesson: Annotated[
        str, typer.Argument(help="13 or add_noise; all without it.", show_default=False)
    ] = "",
    fast: Annotated[bool, typer.Option("--fast", help="Run nothing.")] = False,
    seeds: Annotated[
        int,
        typer.Option(
            min=0,
            help="With how many seeds each mistake, variant and reference runs. Without a lesson and this option, no "
            "mistake runs.",
            show_default="4 for a lesson",
        ),
    ] = 0,
) -> None:
    """Say what is missing, stale or broken, each with file and line; exit 1 when anything is."""
    from coursekit.authoring.course_check import RUNS_ANYWAY, course_findings
    from coursekit.authoring.course_files import UNREADABLE
    from coursekit.authoring.readable import summary, texts_of
    from coursekit.authoring.show import show_findings, tracked
    from coursekit.authoring.stubs_and_mistakes_check import run_findings

    manifest, unusable = read_manifest(ROOT / "course.toml")
    try:
        chosen = manifest.part(lesson) if lesson else manifest
    except CourseError as error:
        more = "" if "→" in str(error) else "\n→ To make a new one: course dev new NUMBER NAME"
        raise CourseError(f"{error}{more}") from error
    console = Console()
    with console.status("looking at the files"):
        found = course_findings(ROOT, chosen.lessons[0].number if lesson else "")
    rules = {one.rule for one in found}
    whole = rules <= RUNS_ANYWAY
    runs = whole or (lesson and not unusable and UNREADABLE not in rules)
    if runs and not fast:
        number = seeds or (4 if lesson else 1)
        with_catalogue = bool(lesson or seeds)
        found += run_findings(chosen.lessons, number, with_catalogue, tracked(Console(stderr=True)))
    show_findings(found, console)
    if not lesson:
        for line in summary(texts_of(ROOT, manifest)):
            console.print(line, soft_wrap=True, highlight=False)
    if found:
        if not runs and not fast:
            console.print("Nothing was run yet: correct these first.")
        raise typer.Exit(1)
    what = f"Lesson {chosen.lessons[0].number}" if lesson else "The course"
    console.print(f"[green]✓[/] {what} is whole.")


@dev.command()
def readable(
    lesson: Annotated[str, typer.Argument(help="3, 03 or build_mlp; all without it.")] = "all",
) -> None:
    """Measure how hard messages and hints are to read, and say which are too hard; never fails."""
    from coursekit.authoring.readable import (
        readable_findings,
        share_findings,
        summary,
        texts_of,
    )

    manifest = load_manifest()
    numbers = {one.number for one in manifest.part(lesson).lessons}
    texts = [text for text in texts_of(ROOT, manifest) if text.lesson in numbers]
    found = [*readable_findings(texts, manifest), *share_findings(texts)]
    for line in [*found, *summary(texts)]:
        print(line)


@dev.command()
def site(
    out: Annotated[
        Path, typer.Option(help="Where the site goes.", show_default="artifacts/site")
    ] = ROOT / "artifacts" / "site",
    solutions: Annotated[
        bool, typer.Option("--solutions", help="Show the solutions, too.")
    ] = False,
    data: Annotated[
        str,
        typer.Option(envvar="MNIST_COURSE_DATA", help="full, sample, or a path to mnist.npz."),
    ] = "sample",
    lessons: Annotated[
        str, typer.Option(help="What the invented class of the report is graded in.")
    ] = "1-4",
) -> None:
    """Make a site to read: lessons, glossary, a network to try, a class report, instructors' pages."""
    from coursekit.authoring.site.build_site import build_site

    with Console().status("training, grading, and making pages"):
        build_site(ROOT, out.resolve(), solutions, data, lessons)
    print(
        f"{out / 'index.html'}: the site. Open it in a browser, or put the folder on a web server."
    )
