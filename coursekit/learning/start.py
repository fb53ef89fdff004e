"""``course start``: is everything there, where does the learner stand, and on to the next notebook."""

import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from coursekit.checks.progress import next_lesson
from coursekit.learning.doctor import quick_findings, show_findings
from coursekit.learning.status import show_status
from coursekit.manifest import load_manifest


def start(root: Path, browser: bool = True, port: int = 8888) -> int:
    """Check, show, and run JupyterLab until it is closed; return the exit code."""
    console = Console()
    if show_findings(quick_findings(root), console):
        console.print("\nMend what is marked ✗ first. [bold]course doctor[/] looks more closely.")
        return 1
    console.print()
    show_status(root, console)
    console.print("\nStarting JupyterLab. Close it with Ctrl+C in this window.")
    if not browser:
        console.print(
            f"Open the address with localhost that stands at the end below. From another computer, first run this there: "
            f"[bold]ssh -L {port}:localhost:{port} NAME-OF-THIS-COMPUTER[/]"
        )
    console.print()
    try:
        return subprocess.run(jupyter_command(root, browser, port), cwd=root).returncode
    except KeyboardInterrupt:
        return 0


def jupyter_command(root: Path, browser: bool = True, port: int = 8888) -> list[str]:
    """Return the command that opens JupyterLab at the next unfinished lesson, or at the last one."""
    manifest = load_manifest()
    lesson = next_lesson(manifest, root) or manifest.lessons[-1]
    # Not the notebook as an argument: without a browser, the printed address would not lead to it.
    address = f"--LabApp.default_url=/lab/tree/{lesson.notebook}"
    command = [sys.executable, "-m", "jupyterlab", address, f"--port={port}"]
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Jupyter refuses to run as root unless told; containers often have no other user.
        command.append("--allow-root")
    return command
