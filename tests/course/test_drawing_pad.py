"""The drawing pad: what it answers to a drawing, and in a notebook in a real JupyterLab.

With ``COURSE_SCREENSHOTS=1`` in the environment, the picture in the docs is taken anew.
"""

import importlib.util

import nbformat
import numpy as np
import pytest

from coursekit.manifest import ROOT
from tests.course.browser import (
    CHROMIUM,
    COLOURS,
    FLAGS,
    LIMIT,
    expect_readable,
    jupyterlab,
    needs_chromium,
    picture,
    trained_course,
)
from tests.course.strokes import STROKES, draw, draw_seven_with_keys

pytest.importorskip("anywidget", reason="needs anywidget: pip install -r requirements.txt")
api = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install -e '.[dev]'")

from coursekit.learning.drawing_pad import SIZE, drawing_pad  # noqa: E402

DRAWING = np.full((SIZE, SIZE), 255, np.uint8)
DRAWING[100:200, 120:150] = 0

CELLS = [
    """\
from coursekit import drawing_pad, load_or_train
from mnist_course.handwriting import prepare_digit, recognise

model = load_or_train()
drawing_pad(model, prepare_digit, recognise)""",
    """\
def in_vain(drawing):
    raise ValueError("There is nothing in the drawing.")

drawing_pad(model, in_vain, recognise)""",
]


def prepare(drawing):
    return np.full((28, 28), drawing.min() / 255)


def model(images):
    assert images.shape == (1, 28, 28)
    return np.full((1, 10), 0.1)


def recognise(_, drawing):
    assert drawing.shape == (SIZE, SIZE)
    return np.int64(8), np.float32(0.347)


def reading(*functions, drawing=DRAWING):
    """Return what a pad shows when that is drawn on it."""
    pad = drawing_pad(*functions)
    pad.drawing = memoryview(drawing.tobytes())  # That is how it comes from the browser.
    return pad.reading


def test_it_shows_what_the_learners_functions_say():
    shown = reading(model, prepare, recognise)
    assert shown["answer"] == "The network says 8. It is 35 % sure."
    assert shown["prepared"] == [0] * 784
    assert shown["probabilities"] == [0.1] * 10


def test_nothing_drawn_asks_nobody():
    def never(*_):
        raise AssertionError

    pad = drawing_pad(never, never, never)
    pad.drawing = DRAWING.tobytes()
    assert "AssertionError" in pad.reading["answer"]
    pad.drawing = b""
    assert pad.reading == {}


def test_a_dot_is_no_digit_and_a_tiny_line_may_be_one():
    drawing = np.full((SIZE, SIZE), 255, np.uint8)
    drawing[100:124, 120:144] = 0
    assert reading(None, None, None, drawing=drawing) == {
        "answer": "That is only a dot. Draw a digit."
    }
    drawing[100:140, 120:144] = 0
    assert "says 8" in reading(model, prepare, recognise, drawing=drawing)["answer"]


@pytest.mark.parametrize(
    ("functions", "answer", "shown"),
    [
        (
            {"prepare": lambda _: [[1, 2], [3]]},
            "prepare_digit gave [[1, 2], [3]]. It must give numbers of shape (28, 28).",
            set(),
        ),
        (
            {"prepare": lambda _: np.zeros((28, 20))},
            "prepare_digit gave shape (28, 20). It must give numbers of shape (28, 28).",
            set(),
        ),
        (
            {"model": lambda _: np.full((1, 10), np.nan)},
            "The model gave numbers that are infinite, or none at all (NaN).",
            {"prepared"},
        ),
        (
            {"recognise": lambda *_: None},
            "recognise gave None. It must give (digit, probability).",
            {"prepared", "probabilities"},
        ),
        (
            {"recognise": lambda *_: {}["digit"]},
            "recognise stopped with KeyError: 'digit'",
            {"prepared", "probabilities"},
        ),
    ],
)
def test_what_goes_wrong_is_a_sentence_after_what_went_right(functions, answer, shown):
    functions = {"model": model, "prepare": prepare, "recognise": recognise, **functions}
    found = reading(*functions.values())
    assert found["answer"] == answer
    assert set(found) == {"answer", *shown}


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (
            "raise NotImplementedError",
            "prepare_digit is not written yet.\n→ Open mnist_course/mine.py, write prepare_digit, "
            "save the file, and run this cell again.",
        ),
        (
            "raise ValueError('Nothing is drawn.')",
            "prepare_digit stopped with ValueError: Nothing is drawn. (mnist_course/mine.py, line 2)",
        ),
        (
            "return drawing.crop()",
            "prepare_digit stopped with AttributeError: 'numpy.ndarray' object has no attribute 'crop' "
            "(mnist_course/mine.py, line 2)",
        ),
    ],
)
def test_an_error_is_named_with_its_line_in_the_learners_file(tmp_path, line, answer):
    file = tmp_path / "mnist_course" / "mine.py"
    file.parent.mkdir()
    file.write_text(f"def prepare_digit(drawing):\n    {line}\n", encoding="utf-8")
    spec = importlib.util.spec_from_file_location("mine", file)
    mine = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(mine)
    assert reading(model, mine.prepare_digit, recognise) == {"answer": answer}


def test_the_course_offers_it_and_without_a_browser_it_is_a_line_of_text():
    import coursekit

    assert coursekit.drawing_pad is drawing_pad
    assert repr(drawing_pad(model, prepare, recognise)).startswith("A drawing pad.")


@pytest.fixture
def page(tmp_path_factory):
    """Open a notebook with two pads in JupyterLab, and run it."""
    course = trained_course(tmp_path_factory.getbasetemp())
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    # Without it, JupyterLab asks which kernel to take.
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, course / "lessons" / "pad.ipynb")
    with (
        jupyterlab(course, tmp_path_factory.mktemp("jupyter")) as (server, token),
        api.sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(
            viewport={"width": 1100, "height": 1500}, device_scale_factor=1.5, color_scheme="light"
        )
        page.set_default_timeout(LIMIT)
        api.expect.set_options(timeout=LIMIT)
        page.goto(f"{server}/lab/tree/lessons/pad.ipynb?token={token}")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell")
        page.wait_for_selector('#jp-bottom-panel :text("Python 3 (ipykernel) | Idle")')
        page.click('.lm-MenuBar-item:has-text("Run")')
        page.click('.lm-Menu-item[data-command="runmenu:run-all"]')
        yield page
        api.expect.set_options(timeout=5000)
        browser.close()


@needs_chromium
def test_in_jupyterlab_a_drawing_is_read_by_the_learners_functions(page, tmp_path):
    pad, failing = page.locator(".drawing-pad").nth(0), page.locator(".drawing-pad").nth(1)
    paper, answer = pad.locator(".paper canvas"), pad.get_by_role("status")
    api.expect(failing.get_by_role("status")).to_have_text("Draw a digit.")

    for digit in (*(set(STROKES) - {5}), 5):
        pad.get_by_role("button", name="Clear").click()
        api.expect(answer).to_have_text("Draw a digit.")
        draw(page, paper, digit)
        api.expect(answer).to_contain_text(f"The network says {digit}.")
        assert pad.locator(".bars .most b").inner_text() == str(digit)
    page.locator(".jp-CodeCell").first.screenshot(path=picture("drawing_pad.png", tmp_path))
    for theme, is_light in (("dark", "false"), ("light", "true")):
        page.emulate_media(color_scheme=theme)
        page.wait_for_selector(f'body[data-jp-theme-light="{is_light}"]', state="attached")
        expect_readable(pad.evaluate(COLOURS), theme)

    # The keys are the pad's, not JupyterLab's: Delete, Space and arrows mean something there, too.
    pad.get_by_role("button", name="Clear").focus()
    page.keyboard.press("Shift+Tab")
    assert paper.evaluate("paper => paper === document.activeElement")
    page.keyboard.press("Delete")
    api.expect(answer).to_have_text("Draw a digit.")
    draw(page, paper, 1)  # It leaves the pen elsewhere.
    pad.get_by_role("button", name="Clear").click()
    page.mouse.click(*middle(paper))
    page.keyboard.press("Delete")
    draw_seven_with_keys(page)
    api.expect(answer).to_contain_text("The network says 7.")
    assert page.locator(".jp-CodeCell").count() == 2

    draw(page, failing.locator(".paper canvas"), 1)
    said = "prepare_digit stopped with ValueError: There is nothing in the drawing."
    api.expect(failing.get_by_role("status")).to_have_text(said)
    assert "Traceback" not in page.locator(".jp-Notebook").inner_text()


def middle(paper):
    """Return the paper's middle on the screen."""
    box = paper.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_papers_size_is_the_same_in_both_languages():
    script = (ROOT / "coursekit/learning/drawing/pad.js").read_text(encoding="utf-8")
    assert f"const SIZE = {SIZE};" in script
