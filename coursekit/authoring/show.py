"""Shows findings: the one place that prints them."""

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.progress import track

from coursekit.authoring.stubs_and_mistakes_check import Track
from coursekit.findings import STALE, Finding


def show_findings(found: Iterable[Finding], console: Console) -> None:
    """Print each finding with what to do, and at the end what is stale and why, with the commands in one line."""
    found = list(found)
    others = [one for one in found if one.rule != STALE]
    for place, finding in enumerate(others):
        what = (
            f"{escape(finding.place)}: {escape(finding.what)} [dim]{escape(f'[{finding.rule}]')}[/]"
        )
        console.print(f"[red]✗[/] {what}", soft_wrap=True, highlight=False)
        # What is to do with many in a row is said once.
        if finding.to_do not in [following.to_do for following in others[place + 1 : place + 2]]:
            console.print(f"  → {escape(finding.to_do)}", soft_wrap=True, highlight=False)
    stale = [one for one in found if one.rule == STALE]
    if stale:
        for why in dict.fromkeys(one.what for one in stale):
            files = ", ".join(dict.fromkeys(one.place for one in stale if one.what == why))
            line = f"[yellow]stale[/] {escape(files)}: {escape(why)}"
            console.print(line, soft_wrap=True, highlight=False)
        commands = " && ".join(dict.fromkeys(one.to_do for one in stale))
        console.print(f"  → {escape(commands)}", soft_wrap=True, highlight=False)


def tracked(console: Console) -> Track:
    """Return what shows on this console how far the runs are."""
    return lambda runs, total: track(
        runs, "running the checks", total=total, console=console, transient=True
    )
