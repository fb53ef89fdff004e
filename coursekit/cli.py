"""The command `course`. Each command imports what it needs when it runs, so that ``course --help`` is quick."""

import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from coursekit.authoring.dev_commands import dev
from coursekit.errors import CourseError
from coursekit.grading.grade_command import grade, gradescope
from coursekit.manifest import ROOT, load_manifest
from coursekit.worker.problems import LearnerProblem

app = typer.Typer(
    help="Recognise handwritten digits: a course with TensorFlow and Keras.",
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(dev, name="dev")
app.command()(grade)
app.command()(gradescope)

LessonArgument = Annotated[str, typer.Argument(help="The lesson: 3, 03 or build_mlp.")]


def main() -> None:
    """Run the command. A `CourseError` is told as the sentence that it is; everything else is a bug, with its traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know ✓ and →: show something rather than stop.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except CourseError as error:
        print(f"course: {error}", file=sys.stderr)
        sys.exit(1)
    except LearnerProblem as caught:
        from coursekit.diagnose import message_of

        print(f"course: {message_of(caught.problem)}", file=sys.stderr)
        sys.exit(1)


@app.callback(invoke_without_command=True)
def course(
    context: typer.Context,
) -> None:
    """Show where you are, when no command is given."""
    if context.invoked_subcommand is None:
        from coursekit.learning.status import show_status

        show_status(ROOT)


@app.command()
def start(
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address, for a remote machine.")
    ] = False,
    port: Annotated[int, typer.Option(help="JupyterLab's port.")] = 8888,
) -> None:
    """Check the computer, show where you are, and open the next lesson in JupyterLab."""
    from coursekit.learning.start import start as run

    raise typer.Exit(run(ROOT, browser=not no_browser, port=port))


@app.command()
def demo(
    epochs: Annotated[int, typer.Option(min=1, help="How many times through all digits.")] = 30,
    data: Annotated[str, typer.Option(help="sample, full, or a path to mnist.npz.")] = "",
    seed: Annotated[int, typer.Option(help="The same seed gives nearly the same result.")] = 42,
) -> None:
    """Run the whole course once with the reference: load, train, test, predict."""
    from coursekit.learning.demo import run_demo

    run_demo(ROOT, epochs=epochs, seed=seed, data=data or None)


@app.command()
def certificate(
    name: Annotated[str, typer.Option(help="Whose certificate it is.")] = "",
    out: Annotated[
        Path, typer.Option(help="Where the page goes.", show_default="artifacts/certificate.html")
    ] = ROOT / "artifacts" / "certificate.html",
    data: Annotated[str, typer.Option(help="sample, full, or a path to mnist.npz.")] = "",
) -> None:
    """Make a page with your own results, once all core lessons are done: it checks, trains and tests."""
    from coursekit.learning.certificate import make_certificate

    raise typer.Exit(make_certificate(ROOT, name, out, data or None))


@app.command()
def doctor() -> None:
    """Check Python, packages, data, disk and Jupyter, and say what to do."""
    from coursekit.learning.doctor import all_findings, show_findings

    if show_findings(all_findings(ROOT)):
        raise typer.Exit(1)


@app.command("check")
def check_lesson(
    lesson: Annotated[
        str | None, typer.Argument(help="3, 03 or build_mlp; all without it.")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show every check.")] = False,
) -> None:
    """Check a lesson, or all: the same as pytest tests/lesson_03."""
    import subprocess

    targets = [load_manifest().lesson(lesson).tests] if lesson else []
    command = [sys.executable, "-m", "pytest", *targets, *(["-v"] if verbose else [])]
    raise typer.Exit(subprocess.run(command, cwd=ROOT).returncode)


@app.command()
def watch() -> None:
    """Check a lesson again at every save of its file, until you press q."""
    from coursekit.learning.watch import watch as run

    run(ROOT)


@app.command()
def hint(
    what: Annotated[str, typer.Argument(help="A function, or a lesson: its next open function.")],
) -> None:
    """Give the next hint, one tier more each time."""
    from coursekit.learning.hints import function_for, hint_line

    print(hint_line(function_for(what, load_manifest(), ROOT), ROOT))


@app.command()
def solution(
    lesson: LessonArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Show a lesson's solution beside your own."""
    from coursekit.checks.progress import is_done
    from coursekit.learning.solution import show_solution

    found = load_manifest().lesson(lesson)
    if not yes and not is_done(found, ROOT):
        passed = f"You have not passed lesson {found.number.lstrip('0')} yet."
        if not sys.stdin.isatty():
            raise CourseError(f"{passed} `course solution {found.number} --yes` shows it.")
        if not typer.confirm(f"{passed} Show the solution all the same?"):
            raise typer.Exit(1)
    show_solution(found, ROOT)


@app.command()
def page(
    out: Annotated[
        Path, typer.Option(help="Where the page goes.", show_default="artifacts/page.html")
    ] = ROOT / "artifacts" / "page.html",
) -> None:
    """Put your trained network into one HTML file that reads handwriting, offline."""
    from coursekit.learning.page import write_page

    write_page(out)
    print(
        f"{out}: your network in a page. Open it in a browser, or copy it to a phone: it needs no internet."
    )


@app.command()
def update(
    source: Annotated[
        str, typer.Option("--from", help="An address or a folder to take it from.")
    ] = "",
) -> None:
    """Take a newer course. What you edited stays, or is kept where it says."""
    from coursekit.learning.update import update as run

    for line in run(ROOT, source):
        print(line)


@app.command()
def reset(lesson: LessonArgument) -> None:
    """Bring back a lesson's fresh file; yours is kept as a backup."""
    from coursekit.learning.reset import reset_line

    print(reset_line(load_manifest().lesson(lesson), ROOT))
