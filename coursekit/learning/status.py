"""Where the learner stands: a line for each lesson, and what to open next."""

from pathlib import Path

from rich.console import Console
from rich.table import Table

from coursekit.checks.progress import function_states, is_done, next_lesson
from coursekit.checks.results import Status
from coursekit.manifest import Lesson, load_manifest

_BAR = 20


def show_status(root: Path, console: Console | None = None) -> None:
    """Print a progress bar of the core lessons, each lesson's state, and what comes next."""
    console = console or Console()
    manifest = load_manifest()
    core = manifest.core
    done = sum(is_done(lesson, root) for lesson in core)
    filled = round(_BAR * done / len(core))
    # Also without colours, what is done differs from what is not.
    bar = "━" * filled + f"[dim]{'┈' * (_BAR - filled)}[/]"
    console.print(f"{manifest.title}  [green]{bar}[/]  {done} of {len(core)} lessons done")
    table = Table(box=None, show_header=False, pad_edge=False)
    beyond = [lesson for lesson in manifest.lessons if not lesson.core]
    for lesson in manifest.lessons:
        if lesson in beyond[:1]:
            table.add_row("", "[bold]Beyond[/]")
        table.add_row(lesson.number, lesson.title, _state(lesson, root), f"{lesson.minutes} min")
    console.print(table)
    if done == len(core):
        console.print(
            "The core lessons are done: [bold]course certificate[/] makes a page of your own results."
        )
    following = next_lesson(manifest, root)
    if following is None:
        console.print("All lessons are done. [bold]course certificate[/] shows it.")
    else:
        console.print(f"Next: open [bold]{following.notebook}[/] ([bold]course start[/] opens it).")


def _state(lesson: Lesson, root: Path) -> str:
    states = function_states(lesson, root)
    passed = sum(state.status is Status.PASSED for state in states)
    if passed == len(states):
        changed = any(state.outdated for state in states)
        return "[green]✓ done[/]" + (" (changed since: check again)" if changed else "")
    if all(state.status in (Status.NOT_STARTED, Status.WAITING) for state in states):
        return "[dim]· not started[/]"
    return f"[yellow]{passed} of {len(states)} function{'s' * (len(states) != 1)}[/]"
