"""``course page``: the learner's network in one HTML file, in a real browser.

With ``COURSE_SCREENSHOTS=1`` in the environment, the pictures in the docs are taken anew.
"""

import base64
import importlib.util
import json
import re

import numpy as np
import pytest

from coursekit import mnist
from coursekit.errors import CourseError
from coursekit.learning.page import page_of
from tests.course.browser import (
    CHROMIUM,
    COLOURS,
    FLAGS,
    copy_course,
    expect_readable,
    needs_chromium,
    picture,
    run_python,
    trained_course,
)
from tests.course.strokes import STROKES, draw, draw_seven_with_keys, on

api = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install -e '.[dev]'")
pytestmark = needs_chromium

COMMAND = "from coursekit.cli import main; main()"

PREDICT = """
import sys, keras, numpy as np
from coursekit import mnist
from coursekit.learning.saved_model import model_file
images = mnist.load_data()[1][0][:1000].astype("float32") / 255
np.save(sys.argv[1], keras.models.load_model(model_file()).predict(images, verbose=0))
"""

FORWARD = "images => images.map(pixels => [...forward(layers, pixels.map(p => p / 255))])"

GREY = """canvas => btoa([...canvas.getContext("2d").getImageData(0, 0, SIZE, SIZE).data]
    .filter((_, n) => n % 4 === 0).map(shade => String.fromCharCode(shade)).join(""))"""

PREPARE = """grey => {
    const pixels = prepare(Uint8Array.from(atob(grey), letter => letter.charCodeAt(0)), SIZE);
    return [[...pixels], [...forward(layers, pixels)]];
}"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return trained_course(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def file(course):
    """Return the page that the command wrote."""
    run = run_python(course, COMMAND, "page")
    assert (run.returncode, run.stderr) == (0, "")
    file = course / "artifacts" / "page.html"
    assert str(file) in run.stdout
    return file


@pytest.fixture(scope="module")
def browser():
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser, file):
    """Return a function that opens the page; at the end, it must have asked for nothing and made no error."""
    contexts, heard = [], []

    def open_page(**options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        context.on("request", lambda request: heard.append(request.url))
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [each for each in heard if each != file.as_uri()] == []


@pytest.fixture
def page(opened):
    return opened(viewport={"width": 800, "height": 500}, device_scale_factor=1.5)


def paper(page):
    return page.locator(".paper canvas")


def answer(page):
    return page.get_by_role("status")


def test_it_is_one_file_that_names_no_other_and_may_ask_for_nothing(file):
    text = file.read_text(encoding="utf-8")
    text = re.sub(r'id="layers">.*', "", text)  # Weights in base64 may look like anything.
    assert "default-src 'none'" in text
    assert not re.search(r"https?:|src=|href=|url\(|@import|fetch\(|XMLHttp|WebSocket|Beacon", text)


def test_every_digit_is_recognised_when_it_is_drawn_with_the_mouse(page, tmp_path):
    for digit in STROKES:
        page.get_by_role("button", name="Clear").click()
        api.expect(answer(page)).to_have_text("Draw a digit.")
        draw(page, paper(page), digit)
        api.expect(answer(page)).to_contain_text(f"The network says {digit}.")
        bars = page.get_by_role("img", name="Probability of each digit")
        assert re.search(rf"\b{digit}: \d+ %", bars.get_attribute("aria-label"))
        assert bars.locator(".most b").inner_text() == str(digit)
        if digit == 4:
            page.screenshot(path=picture("page.png", tmp_path))


def test_it_answers_while_the_mouse_is_still_down(page):
    first, *others = on(paper(page), 0)[0]
    page.mouse.move(*first)
    page.mouse.down()
    seen = set()
    for point in others:
        page.mouse.move(*point)
        seen.add(answer(page).inner_text())
    page.mouse.up()
    assert len(seen) > 3 and "Draw a digit." not in seen


def test_it_says_what_python_says_of_1000_digits(page, course, tmp_path):
    run_python(course, PREDICT, tmp_path / "python.npy").check_returncode()
    expected = np.load(tmp_path / "python.npy")
    images = mnist.load_found(mnist.find(setting="sample"))[1][0][:1000]
    found = np.array(page.evaluate(FORWARD, images.reshape(1000, 784).tolist()))
    assert found.shape == expected.shape == (1000, 10)
    assert np.abs(found - expected).max() < 1e-4


def test_it_prepares_drawings_as_prepare_digit_does(page, course):
    spec = importlib.util.spec_from_file_location(
        "handwriting", course / "mnist_course" / "handwriting.py"
    )
    handwriting = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(handwriting)
    apart = []
    for drawing in drawings(page):
        expected = handwriting.prepare_digit(drawing)
        grey = base64.b64encode(drawing.tobytes()).decode()
        prepared, says = page.evaluate(PREPARE, grey)
        [says_of_expected] = page.evaluate(FORWARD, [(255 * expected).ravel().tolist()])
        assert np.argmax(says) == np.argmax(says_of_expected)
        apart.append(difference(np.reshape(prepared, (28, 28)), expected))
    # Pillow's box takes whole pixels, the page parts of them: 0.003 in the mean, 0.008 at most were seen.
    assert max(apart) < 0.015


def difference(one, other):
    """Return how far two pictures are apart in the mean, where one may be moved by a pixel.

    The middle of a symmetrical digit lies between two pixels: it depends on the last bit which of them it is.
    """
    moves = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    return min(np.abs(np.roll(one, move, (0, 1)) - other).mean() for move in moves)


def shown(page):
    """Return what is on the paper."""
    grey = base64.b64decode(paper(page).evaluate(GREY))
    return np.frombuffer(grey, np.uint8).reshape(280, 280)


def drawings(page):
    """Return all ten digits as the paper has them, then smaller and in a corner, and a dot."""
    whole = []
    for digit in STROKES:
        page.get_by_role("button", name="Clear").click()
        draw(page, paper(page), digit)
        whole.append(shown(page))
    small = []
    for drawing in whole:
        corner = np.full((280, 280), 255, np.uint8)
        corner[150:243, 7:100] = drawing[::3, ::3][:93, :93]
        small.append(corner)
    dot = np.full((280, 280), 255, np.uint8)
    dot[100:103, 50:54] = 0
    return [*whole, *small, dot]


def test_a_phone_shows_all_of_it_and_a_finger_draws_without_moving_the_page(opened, tmp_path):
    page = opened(
        viewport={"width": 360, "height": 640},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    for part in (paper(page), page.get_by_role("button"), answer(page), page.locator(".bars")):
        box = part.bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 640
    assert not page.get_by_text("arrows move the pen").is_visible()
    page.set_viewport_size({"width": 360, "height": 500})
    assert page.evaluate("document.documentElement.scrollHeight") > 500  # It could move.
    touch = page.context.new_cdp_session(page)

    def send(kind, *points):
        where = [{"x": x, "y": y} for x, y in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": where})

    for digit in (2, 4, 7):
        # Playwright's tap is another finger than the one that draws: after a stroke, its clicks get lost.
        page.get_by_role("button", name="Clear").click()
        api.expect(answer(page)).to_have_text("Draw a digit.")
        for first, *others in on(paper(page), digit):
            send("touchStart", first)
            for point in others:
                send("touchMove", point)
            send("touchEnd")
        api.expect(answer(page)).to_contain_text(f"The network says {digit}.")
        assert page.evaluate("scrollY") == 0
    page.set_viewport_size({"width": 360, "height": 640})
    page.screenshot(path=picture("page_phone.png", tmp_path))


def test_the_keyboard_alone_draws_and_clears(page):
    pen = page.locator(".pen")
    assert not pen.is_visible()
    page.keyboard.press("Tab")
    assert pen.is_visible()
    assert "Arrow keys move the pen" in page.evaluate("document.activeElement.ariaLabel")
    draw_seven_with_keys(page)
    api.expect(answer(page)).to_contain_text("The network says 7.")
    before = answer(page).inner_text()
    page.keyboard.press("ArrowLeft")  # The pen is up.
    assert answer(page).inner_text() == before
    page.keyboard.press("Delete")
    api.expect(answer(page)).to_have_text("Draw a digit.")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Clear"
    assert not pen.is_visible()


def test_a_dot_is_drawn_by_a_click(page):
    paper(page).click()
    api.expect(answer(page)).to_contain_text("The network says")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_can_be_read_and_the_paper_is_light(opened, theme):
    page = opened(color_scheme=theme, viewport={"width": 800, "height": 500})
    draw(page, paper(page), 8)
    expect_readable(page.locator("body").evaluate(COLOURS), theme)
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert dark == (theme == "dark")
    assert (shown(page)[0, 0], shown(page).min()) == (255, 0)


def test_without_a_trained_network_it_says_which_lesson_makes_one(tmp_path):
    run = run_python(copy_course(tmp_path, learner="solutions"), COMMAND, "page")
    assert run.returncode == 1
    assert "There is no trained network yet: artifacts/model_sample.keras is missing." in run.stderr
    assert "→ Run the notebook lessons/05_fit.ipynb to its end" in run.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def other(): pass", "mnist_course/handwriting.py has no function export_weights."),
        ("def export_weights(model) pass", "mnist_course/handwriting.py stopped with SyntaxError"),
        (
            "def export_weights(model):\n    raise NotImplementedError",
            "→ Open mnist_course/handwriting.py, write export_weights, save the file, and try again.",
        ),
    ],
)
def test_a_function_that_is_not_there_is_a_sentence(course, text, said):
    lesson = course / "mnist_course" / "handwriting.py"
    right = lesson.read_text(encoding="utf-8")
    lesson.write_text(text, encoding="utf-8")
    try:
        run = run_python(course, COMMAND, "page", "--out", "nowhere.html")
    finally:
        lesson.write_text(right, encoding="utf-8")
    assert run.returncode == 1
    assert said in run.stderr and "Traceback" not in run.stderr
    assert not (course / "nowhere.html").exists()


def network(kernel_1, bias_1, kernel_2, bias_2):
    """Return a network as the course's, in NumPy."""

    def model(images):
        hidden = np.maximum(images.reshape(len(images), -1) @ kernel_1 + bias_1, 0)
        powers = np.exp(hidden @ kernel_2 + bias_2)
        return powers / powers.sum(axis=1, keepdims=True)

    return model


@pytest.fixture
def arrays(monkeypatch):
    monkeypatch.setenv("MNIST_COURSE_DATA", "sample")
    rng = np.random.default_rng(1)
    return [0.1 * rng.normal(size=shape) for shape in ((784, 10), (10,), (10, 10), (10,))]


def test_another_network_of_the_same_kind_has_its_page_too(arrays):
    page = page_of(network(*arrays), lambda _: dict(zip("dbca", arrays, strict=True)))
    text = re.search(r'id="layers">(.*?)</script>', page)[1]
    assert len(json.loads(text)) == 2
    assert "7,960 weights" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda a: a, "export_weights gave list."),
        (lambda a: {"kernel": "no"}, "export_weights gave what is no array of numbers."),
        (lambda a: {}, "with these shapes: none. They don't lead from 784 pixels to 10 digits."),
        (lambda a: dict(enumerate(a[:3])), "with these shapes: (784, 10), (10,), (10, 10)."),
        (lambda a: dict(enumerate(a[:1] + a[2:])), "with these shapes: (784, 10), (10, 10), (10,)"),
        (lambda a: dict(enumerate([a[0].T, *a[1:]])), "with these shapes: (10, 784), (10,)"),
        (lambda a: dict(enumerate([*a[:2], a[2].T, a[3]])), "away from your network's.\n→ Give"),
        (lambda a: dict(enumerate([*a[:3], a[3] * np.nan])), "are nan away from your network's."),
    ],
)
def test_weights_that_are_not_the_networks_are_a_sentence(arrays, change, said):
    with pytest.raises(CourseError) as error:
        page_of(network(*arrays), lambda _: change(arrays))
    assert said in str(error.value) and "\n→ " in str(error.value)
