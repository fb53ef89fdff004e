"""``course start``: is everything there, where does the learner stand, and on to the next notebook."""

import os
import socket
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
    port = free_port(port)
    console.print("\nStarting JupyterLab. Close it with Ctrl+C in this window.")
    if not browser:
        console.print(
            f"Open the address with localhost that stands at the end below. From another computer, first run this there: "
            f"[bold]ssh -L {port}:localhost:{port} NAME-OF-THIS-COMPUTER[/]"
        )
    console.print()
    command = jupyter_command(root, browser, port)
    if os.name != "nt":
        # Jupyter takes the place of this process: whatever ends it, ends Jupyter.
        os.chdir(root)
        sys.stdout.flush()
        os.execve(command[0], command, jupyter_environment())
    try:
        return subprocess.run(command, cwd=root, env=jupyter_environment()).returncode
    except KeyboardInterrupt:
        return 0


def free_port(port: int) -> int:
    """Return the first port from this one on that nobody listens on: Jupyter would take another one than it is told."""
    for candidate in range(port, port + 50):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", candidate)):
                return candidate
    return port


def jupyter_command(root: Path, browser: bool = True, port: int = 8888) -> list[str]:
    """Return the command that opens JupyterLab at the next unfinished lesson, or at the last one."""
    manifest = load_manifest()
    lesson = next_lesson(manifest, root) or manifest.lessons[-1]
    # Not the notebook as an argument: without a browser, the printed address would not lead to it.
    address = f"--LabApp.default_url=/lab/tree/{lesson.notebook}"
    command = [sys.executable, "-m", "jupyterlab", address, f"--port={port}"]
    # Ctrl+C ends it, without a question.
    command.append("--ServerApp.answer_yes=True")
    # Without a screen of news, so that where the learner stands stays in sight; the address is still printed.
    command += ["--ServerApp.log_level=ERROR", "--LabApp.log_level=ERROR"]
    # Else each kernel warns of eavesdropping.
    command.append("--KernelManager.transport_encryption=auto")
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Jupyter refuses to run as root unless told; containers often have no other user.
        command.append("--allow-root")
    return command


def jupyter_environment() -> dict[str, str]:
    """Return the environment for JupyterLab: in this run, it asks nothing about its news over the first cell."""
    folders = [str(Path(__file__).with_name("jupyter")), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    return {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, folders))}
