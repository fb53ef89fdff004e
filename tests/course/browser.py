"""What tests in a real browser need: Chromium, a copy of the course, JupyterLab on it, and what can be read."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.request import urlopen

import pytest

from coursekit.authoring.made_from import keep_picture
from coursekit.learning.start import jupyter_command, jupyter_environment
from coursekit.manifest import ROOT

_DRAWING = ("coursekit/learning/drawing/pad.css", "coursekit/learning/drawing/pad.js")
TAKEN = {
    "check_in_jupyterlab.png": (
        "test_browser.py",
        "tests/lesson_01/test_load_data.py::TestScaleImages",
        "coursekit/checks/html.py",
    ),
    "certificate.png": ("test_certificate.py", "coursekit/learning/certificate.html"),
    "class_report.png": (
        "grading/test_report.py",
        "coursekit/grading/formats/class_page_files/report.html",
        "coursekit/grading/formats/class_page_files/report.css",
    ),
    "drawing_pad.png": ("test_drawing_pad.py", *_DRAWING),
    "page.png": ("test_page.py", "coursekit/learning/drawing/page.html", *_DRAWING),
    "page_phone.png": ("test_page.py", "coursekit/learning/drawing/page.html", *_DRAWING),
}
"""The pictures that tests take: the test, and what a picture shows."""

CHROMIUM = shutil.which("chromium")
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="needs Debian's Chromium: apt-get install chromium"
)

LIMIT = 120_000
"""Milliseconds for anything to appear. It catches what never comes; slowness has room."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

SETTINGS = {
    "apputils-extension/themes": '{"adaptive-theme": true}',
    "notebook-extension/tracker": '{"windowingMode": "none"}',
}

COLOURS = """output => [...output.querySelectorAll("*")]
    .filter(element => [...element.childNodes].some(node => node.nodeType == 3 && node.data.trim()))
    .map(element => {
        const seen = [getComputedStyle(element).color];
        for (let each = element; each; each = each.parentElement)
            seen.push(getComputedStyle(each).backgroundColor);
        return [element.textContent, seen.map(colour => colour.match(/[\\d.]+/g).map(Number))];
    })"""
"""Each text with its colour and all backgrounds behind it, from the nearest on."""


def copy_course(folder: Path, learner: str = "") -> Path:
    """Copy what a fresh clone has into a folder; with ``learner="solutions"``, with those as the learner's functions."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in tracked.stdout.split("\0"):
        if name and not name.startswith("mnist_course/") and (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    if learner:
        shutil.copytree(folder / learner / "mnist_course", folder / "mnist_course")
    return folder


@cache
def trained_course(base: Path) -> Path:
    """Return a copy of the course, with the reference as the learner's functions and a network trained on the sample.

    It is made once for the whole run of pytest, whose folder is `base`.
    """
    course = copy_course(base / "trained", learner="solutions")
    run_python(course, "from coursekit import load_or_train; load_or_train()").check_returncode()
    return course


def run_python(course: Path, code: str, *args: object) -> subprocess.CompletedProcess:
    """Run Python in that copy, with the sample."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, args)],
        cwd=course,
        env=environment(course),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LIMIT / 1000,
    )


def environment(course: Path) -> dict[str, str]:
    """Return the environment in which Python means that copy, with the sample."""
    return {**os.environ, "PYTHONPATH": str(course), "MNIST_COURSE_DATA": "sample"}


@contextmanager
def jupyterlab(course: Path, own: Path) -> Iterator[tuple[str, str]]:
    """Start what ``course start`` starts, with settings in the folder `own`.

    Yields
    ------
    (address, token)
        ``f"{address}/lab/tree/lessons/01_load_data.ipynb?token={token}"`` opens lesson 1.
    """
    for name, text in SETTINGS.items():
        file = own / "lab" / "user-settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    token = secrets.token_hex(16)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*jupyter_command(course, browser=False, port=port), "--ip=127.0.0.1"]
    variables = {
        **jupyter_environment(),
        **environment(course),
        "JUPYTER_TOKEN": token,
        **{f"JUPYTER_{what}_DIR": str(own) for what in ("CONFIG", "DATA", "RUNTIME")},
    }
    log = own / "log.txt"
    with log.open("w") as file:
        server = subprocess.Popen(command, cwd=course, env=variables, stdout=file, stderr=file)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api", server, log)
        yield f"http://127.0.0.1:{port}", token
    finally:
        server.terminate()
        server.wait()


def expect_readable(texts: list, theme: str) -> None:
    """Every text (from COLOURS) must stand out from what is behind it."""
    assert texts
    for text, (colour, *behind) in texts:
        background = next(c for c in behind if len(c) == 3 or c[3] == 1)
        # A mark is a picture; words must be read.
        needed = 3 if len(text) == 1 else 4.5
        assert _contrast(colour, background) >= needed, (theme, text, colour, background)


def picture(name: str, tmp_path: Path) -> Path:
    """Return where a screenshot goes: to the docs when that is asked for; what it shows is noted there."""
    if not os.environ.get("COURSE_SCREENSHOTS"):
        return tmp_path / name
    test, *sources = TAKEN[name]
    keep_picture(ROOT, name, sources, f"COURSE_SCREENSHOTS=1 pytest tests/course/{test}")
    return ROOT / "docs" / "figures" / name


def _wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + LIMIT / 1000
    while time.monotonic() < end and server.poll() is None:
        try:
            urlopen(url).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"JupyterLab does not answer:\n{log.read_text()}")


def _contrast(colour: list[float], background: list[float]) -> float:
    """Return the contrast ratio of WCAG 2.2: 1 for the same brightness, 21 for black on white."""
    alpha = colour[3] if len(colour) == 4 else 1
    shown = [alpha * c + (1 - alpha) * b for c, b in zip(colour[:3], background[:3], strict=True)]
    light, dark = sorted((_luminance(shown), _luminance(background)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: list[float]) -> float:
    linear = [
        c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour[:3]
    ]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
