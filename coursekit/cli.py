"""The command `course`. Each command imports what it needs when it runs, so that ``course --help`` is quick."""

import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from coursekit.errors import CourseError
from coursekit.manifest import ROOT, load_manifest
from coursekit.students_copy import is_copy, refuse_in_copy
from coursekit.surroundings import refuse_hiding_files, told_of_files
from coursekit.worker.problems import LearnerProblem

app = typer.Typer(
    help="Recognise handwritten digits: a course with TensorFlow and Keras.",
    pretty_exceptions_enable=False,
    add_completion=False,
)

LEARNERS = "For learners"
"""The first heading of ``course --help``; its commands are in the order in which they stand below."""

COPY = is_copy(ROOT)

LessonArgument = Annotated[str, typer.Argument(help="The lesson: 3, 03 or build_mlp.")]


def main() -> None:
    """Run the command. A `CourseError` is told as the sentence that it is; everything else is a bug, with its traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know ✓ and →: show something rather than stop.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        with told_of_files():
            app(prog_name="course")
    except CourseError as error:
        print(f"course: {error}", file=sys.stderr)
        sys.exit(1)
    except LearnerProblem as caught:
        from coursekit.diagnose.sentences import message_of

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


@app.command(rich_help_panel=LEARNERS)
def start(
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address, for a remote machine.")
    ] = False,
    port: Annotated[int, typer.Option(help="JupyterLab's port.")] = 8888,
) -> None:
    """Check the computer, show where you are, and open the next lesson in JupyterLab."""
    from coursekit.learning.start import start as run

    raise typer.Exit(run(ROOT, browser=not no_browser, port=port))


@app.command("check", rich_help_panel=LEARNERS)
def check_lesson(
    lesson: Annotated[
        str | None, typer.Argument(help="3, 03, build_mlp or plot_digit; all without it.")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show every check.")] = False,
) -> None:
    """Check a lesson, a function, or all: the same as pytest tests/lesson_03."""
    import subprocess

    from coursekit.learning.asked import asked_for
    from coursekit.manifest import Function

    targets = []
    if lesson:
        found, manifest = asked_for(lesson, "course check {}", ROOT), load_manifest()
        if isinstance(found, Function):
            targets = [manifest.lesson(found.lesson_number).checks_of(found)]
        else:
            targets = [found.tests]
    # With -m, Python searches the course folder first: pytest itself might not start.
    refuse_hiding_files(ROOT)
    command = [sys.executable, "-m", "pytest", "--config-file=pyproject.toml", *targets]
    command += ["-v"] if verbose else []
    raise typer.Exit(subprocess.run(command, cwd=ROOT).returncode)


@app.command(rich_help_panel=LEARNERS)
def watch(
    lesson: Annotated[
        str | None, typer.Argument(help="3, 03 or build_mlp; the next open one without it.")
    ] = None,
) -> None:
    """Check a lesson again at every save of its file, until you press q."""
    from coursekit.learning.watch import watch as run

    run(ROOT, load_manifest().lesson(lesson) if lesson else None)


@app.command(rich_help_panel=LEARNERS)
def hint(
    what: Annotated[
        str | None, typer.Argument(help="A function, or a lesson: its next open function.")
    ] = None,
) -> None:
    """Give the next hint, one tier more each time."""
    from coursekit.learning.asked import asked_for
    from coursekit.learning.hints import function_for, hint_line

    print(hint_line(function_for(asked_for(what, "course hint {}", ROOT), ROOT), ROOT))


@app.command(rich_help_panel=LEARNERS)
def glossary(
    what: Annotated[
        str, typer.Argument(help="A word, or a lesson; all words without it.", show_default=False)
    ] = "",
) -> None:
    """Say what the words of the subject mean, each in a sentence."""
    from coursekit.learning.glossary import show_glossary

    show_glossary(what, load_manifest())


@app.command(rich_help_panel=LEARNERS, hidden=COPY)
def solution(
    lesson: LessonArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Show a lesson's solution beside your own."""
    refuse_in_copy(ROOT, "`course solution`")
    from coursekit.learning.solution import ask_whether_to_show, show_solution

    found = load_manifest().lesson(lesson)
    if not yes:
        ask_whether_to_show(found, ROOT)
    show_solution(found, ROOT)


@app.command(rich_help_panel=LEARNERS)
def reset(lesson: LessonArgument) -> None:
    """Bring back a lesson's fresh file; yours is kept as a backup."""
    from coursekit.learning.reset import reset_line

    print(reset_line(load_manifest().lesson(lesson), ROOT))


@app.command(rich_help_panel=LEARNERS, hidden=COPY)
def demo(
    epochs: Annotated[int, typer.Option(min=1, help="How many times through all digits.")] = 30,
    data: Annotated[str, typer.Option(help="sample, full, or a path to mnist.npz.")] = "",
    seed: Annotated[int, typer.Option(help="The same seed gives nearly the same result.")] = 42,
) -> None:
    """Run the whole course once with the reference: load, train, test, predict."""
    refuse_in_copy(ROOT, "`course demo`")
    from coursekit.learning.demo import run_demo

    run_demo(ROOT, epochs=epochs, seed=seed, data=data or None)


@app.command(rich_help_panel=LEARNERS)
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


@app.command("hand-in", rich_help_panel=LEARNERS)
def hand_in_work(
    name: Annotated[str, typer.Option(help="Whose work it is.", show_default="asked for")] = "",
    out: Annotated[Path, typer.Option(help="Where the zip goes.", show_default="artifacts")] = ROOT
    / "artifacts",
    quick: Annotated[bool, typer.Option("--quick", help="Don't run the checks.")] = False,
) -> None:
    """Make the zip that you hand in, say what is missing, and write a receipt."""
    from coursekit.learning.hand_in import ask_name, hand_in

    raise typer.Exit(hand_in(ROOT, name or ask_name(), out, check=not quick))


@app.command(rich_help_panel=LEARNERS)
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


@app.command(rich_help_panel=LEARNERS)
def doctor() -> None:
    """Check Python, packages, data, disk and Jupyter, and say what to do."""
    from coursekit.learning.doctor import all_findings, show_findings

    if show_findings(all_findings(ROOT)):
        raise typer.Exit(1)


@app.command(rich_help_panel=LEARNERS)
def update(
    source: Annotated[
        str, typer.Option("--from", help="An address or a folder to take it from.")
    ] = "",
) -> None:
    """Take a newer course. What you edited stays, or is kept where it says."""
    from coursekit.learning.update import update as run

    for line in run(ROOT, source):
        print(line)


if not COPY:
    from coursekit.teaching_commands import add_teaching_commands

    add_teaching_commands(app)

if __name__ == "__main__":
    main()
