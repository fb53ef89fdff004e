"""A lesson in a real browser: JupyterLab on a copy of the course, driven as a learner would.

With ``COURSE_SCREENSHOTS=1`` in the environment, the README's picture is taken anew.
"""

from pathlib import Path

import nbformat
import pytest

from coursekit.manifest import ROOT, load_manifest
from tests.course.browser import (
    CHROMIUM,
    COLOURS,
    FLAGS,
    LIMIT,
    copy_course,
    expect_readable,
    jupyterlab,
    needs_chromium,
    picture,
)

api = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install -e '.[dev]'")
pytestmark = needs_chromium

WRONG = """
def scale_images(images):
    print("largest pixel:", images.max())
    return images / images.max()
"""


@pytest.fixture
def course(fresh):
    """Return a copy of the course as a fresh clone has it."""
    return copy_course(fresh)


@pytest.fixture
def address(course, tmp_path_factory):
    """Return the address of lesson 1 in a running JupyterLab."""
    with jupyterlab(course, tmp_path_factory.mktemp("jupyter")) as (server, token):
        yield f"{server}/lab/tree/lessons/01_load_data.ipynb?token={token}"


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
    api.expect(result).to_contain_text(f"→ Open {load.file} and write load_data,")
    _expect_readable(page, result)
    # The run ends at the first cell that needs the function.
    api.expect(page.locator(".jp-Notebook")).to_contain_text("load_data is not written yet.")

    right = (ROOT / "solutions" / load.file).read_text(encoding="utf-8")
    # Of two versions, the upper one would be tried, and pass.
    before = right.replace("def scale_images(", "def scaled_before(")
    file.write_text(before + WRONG, encoding="utf-8")
    _check(page, scale)
    result = _result(page, scale)
    api.expect(result).to_contain_text("01 scale_images ✗")
    api.expect(result.locator("pre")).to_contain_text("largest pixel:")
    _expect_readable(page, result)
    _take_picture(page, scale, tmp_path)
    result.get_by_role("link", name=load.file).click()
    page.wait_for_selector('.lm-TabBar-tab:has-text("load_data.py")')
    above = file.read_text(encoding="utf-8").rpartition("def scale_images")[0]
    api.expect(page.locator("#jp-bottom-panel")).to_contain_text(f"Ln {above.count(chr(10)) + 1},")
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
        expect_readable(result.evaluate(COLOURS), theme)


def _take_picture(page, function, tmp_path: Path) -> None:
    """Save the check cell and its result, under its task: for the README when that is asked for."""
    cell = _cell(page, function)
    above = cell.locator("xpath=preceding-sibling::*[2]").bounding_box()
    box = cell.bounding_box()
    box["height"] += box["y"] - above["y"]
    box["y"] = above["y"]
    page.screenshot(path=picture("check_in_jupyterlab.png", tmp_path), clip=box)
