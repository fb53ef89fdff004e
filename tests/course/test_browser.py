"""A lesson in a real browser: JupyterLab on a copy of the course, driven as a learner would.

With ``COURSE_SCREENSHOTS=1`` in the environment, the README's picture is taken anew.
"""

import os
import secrets
import shutil
import socket
import subprocess
import time
from pathlib import Path
from urllib.request import urlopen

import nbformat
import pytest

from coursekit.learning.start import jupyter_command
from coursekit.manifest import ROOT, load_manifest

api = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install -e '.[dev]'")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="needs Debian's Chromium: apt-get install chromium"
)

LIMIT = 120_000
"""Milliseconds for anything to appear. It catches what never comes; slowness has room."""

FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync""".split()

SETTINGS = {
    "apputils-extension/themes": '{"adaptive-theme": true}',
    "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}',
    "notebook-extension/tracker": '{"windowingMode": "none"}',
}

WRONG = """
def scale_images(images):
    print("largest pixel:", images.max())
    return images / images.max()
"""

COLOURS = """output => [...output.querySelectorAll("*")]
    .filter(element => [...element.childNodes].some(node => node.nodeType == 3 && node.data.trim()))
    .map(element => {
        const seen = [getComputedStyle(element).color];
        for (let each = element; each; each = each.parentElement)
            seen.push(getComputedStyle(each).backgroundColor);
        return [element.textContent, seen.map(colour => colour.match(/[\\d.]+/g).map(Number))];
    })"""
"""Each text with its colour and all backgrounds behind it, from the nearest on."""


@pytest.fixture
def course(fresh):
    """Return a copy of the course as a fresh clone has it."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in tracked.stdout.split("\0"):
        if name and not name.startswith("mnist_course/") and (ROOT / name).exists():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, fresh / name)
    return fresh


@pytest.fixture
def address(course, tmp_path_factory):
    """Start what ``course start`` starts, with settings of its own, and return the address of lesson 1."""
    own = tmp_path_factory.mktemp("jupyter")
    for name, text in SETTINGS.items():
        file = own / "lab" / "user-settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    token = secrets.token_hex(16)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*jupyter_command(course, browser=False, port=port), "--ip=127.0.0.1"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(course),
        "MNIST_COURSE_DATA": "sample",
        "JUPYTER_TOKEN": token,
        **{f"JUPYTER_{what}_DIR": str(own) for what in ("CONFIG", "DATA", "RUNTIME")},
    }
    log = own / "log.txt"
    with log.open("w") as file:
        server = subprocess.Popen(command, cwd=course, env=environment, stdout=file, stderr=file)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api", server, log)
        yield f"http://127.0.0.1:{port}/lab/tree/lessons/01_load_data.ipynb?token={token}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture
def page(address):
    """Open lesson 1, as soon as its kernel is ready."""
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(
            viewport={"width": 1100, "height": 1600}, device_scale_factor=1.5, color_scheme="light"
        )
        page.set_default_timeout(LIMIT)
        api.expect.set_options(timeout=LIMIT)
        page.goto(address)
        page.wait_for_selector(".jp-Notebook .jp-CodeCell")
        page.wait_for_selector('#jp-bottom-panel :text("Python 3 (ipykernel) | Idle")')
        yield page
        browser.close()


def test_lesson_1_goes_from_not_started_to_done_and_can_be_read_in_both_themes(
    page, course, tmp_path
):
    load, scale, split = load_manifest().lessons[0].functions
    file = course / load.file
    page.click('.lm-MenuBar-item:has-text("Run")')
    page.click('.lm-Menu-item[data-command="runmenu:run-all"]')
    result = _result(page, load)
    api.expect(result).to_contain_text("01 load_data · not started")
    api.expect(result).to_contain_text(f"→ Open {load.file} and write load_data.")
    _expect_readable(page, result)
    # The run ends at the first cell that needs the function.
    api.expect(page.locator(".jp-Notebook")).to_contain_text("load_data is not written yet.")

    right = (ROOT / "solutions" / load.file).read_text(encoding="utf-8")
    file.write_text(right + WRONG, encoding="utf-8")
    _check(page, scale)
    result = _result(page, scale)
    api.expect(result).to_contain_text("01 scale_images ✗")
    api.expect(result.locator("pre")).to_contain_text("largest pixel:")
    _expect_readable(page, result)
    _take_picture(page, scale, tmp_path)
    result.get_by_role("link", name=load.file).click()
    page.wait_for_selector('.lm-TabBar-tab:has-text("load_data.py")')
    page.click('.lm-TabBar-tab:has-text("01_load_data.ipynb")')

    file.write_text(right, encoding="utf-8")
    for function in (load, scale, split):
        _check(page, function)
        api.expect(_result(page, function)).to_contain_text(f"01 {function.name} ✓")
    result = _result(page, split)
    api.expect(result).to_contain_text("Lesson 01, Load the digits: done. You can load a dataset")
    _expect_readable(page, result)
    result.get_by_role("link", name="02 Look at the digits").click()
    page.wait_for_selector('.lm-TabBar-tab:has-text("02_visualize.ipynb")')


def _wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + LIMIT / 1000
    while time.monotonic() < end and server.poll() is None:
        try:
            urlopen(url).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"JupyterLab does not answer:\n{log.read_text()}")


def _cell(page, function):
    # JupyterLab fills a cell in when it comes into view: it is found by its place, and scrolled to.
    cells = nbformat.read(ROOT / load_manifest().lessons[0].notebook, as_version=4).cells
    place = [cell.source for cell in cells].index(f'check("{function.name}")')
    cell = page.locator(".jp-Notebook-cell").nth(place)
    cell.scroll_into_view_if_needed()
    return cell


def _result(page, function):
    return _cell(page, function).locator(".jp-RenderedHTML")


def _check(page, function):
    _cell(page, function).locator(".cm-content").click()
    page.keyboard.press("Control+Enter")


def _expect_readable(page, result):
    """Every text must stand out from what is behind it, in the light theme and in the dark one."""
    for theme, is_light in (("dark", "false"), ("light", "true")):
        page.emulate_media(color_scheme=theme)
        page.wait_for_selector(f'body[data-jp-theme-light="{is_light}"]', state="attached")
        texts = result.evaluate(COLOURS)
        assert texts
        for text, (colour, *behind) in texts:
            background = next(c for c in behind if len(c) == 3 or c[3] == 1)
            # A mark is a picture; words must be read.
            needed = 3 if len(text) == 1 else 4.5
            assert _contrast(colour, background) >= needed, (theme, text, colour, background)


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


def _take_picture(page, function, tmp_path: Path) -> None:
    """Save the check cell and its result, under its task: for the README when that is asked for."""
    figures = ROOT / "docs" / "figures" if os.environ.get("COURSE_SCREENSHOTS") else tmp_path
    cell = _cell(page, function)
    above = cell.locator("xpath=preceding-sibling::*[2]").bounding_box()
    box = cell.bounding_box()
    box["height"] += box["y"] - above["y"]
    box["y"] = above["y"]
    page.screenshot(path=figures / "check_in_jupyterlab.png", clip=box)
