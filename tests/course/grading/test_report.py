"""The class report in a real browser.

With ``COURSE_SCREENSHOTS=1`` in the environment, the picture in the docs is taken anew.
"""

import random
from dataclasses import replace

import pytest

pytest.importorskip("jinja2", reason="needs Jinja: pip install -e '.[grade]'")
api = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install -e '.[dev]'")

from coursekit.checks.results import Status  # noqa: E402
from coursekit.files import write_atomically  # noqa: E402
from coursekit.grading.formats.class_page import class_page  # noqa: E402
from coursekit.grading.intake.submission import Submission  # noqa: E402
from coursekit.grading.problems import GradingCode, GradingProblem  # noqa: E402
from coursekit.grading.score import Grade  # noqa: E402
from coursekit.manifest import load_manifest  # noqa: E402
from tests.course.browser import CHROMIUM, FLAGS, needs_chromium, picture  # noqa: E402
from tests.course.grading.made_up import (  # noqa: E402
    SAID,
    all_right,
    made_up_class,
    made_up_grade,
    made_up_outcome,
)

pytestmark = needs_chromium

HOSTILE = [
    "<script>window.hacked = 1</script>",
    '<img src="http://127.0.0.1:9/x" onerror="window.hacked = 1">',
    '"><svg onload="window.hacked = 1">',
    "</style></script><script>window.hacked = 1</script>",
    "' autofocus onfocus='window.hacked = 1",
    "{{ 7 * 7 }}",
    "name \udcff that is no Unicode",
]

LOWEST_CONTRAST = """selector => {
    const channels = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = colour => channels(colour).slice(0, 3)
        .map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
    const behind = element => {
        const colour = getComputedStyle(element).backgroundColor;
        return channels(colour)[3] === 0 ? behind(element.parentElement) : colour;
    };
    const contrasts = [...document.querySelectorAll(selector)].map(element => {
        const [a, b] = [light(getComputedStyle(element).color), light(behind(element))];
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    });
    return Math.min(...contrasts);
}"""
"""WCAG's contrast of the text of all elements that fit with the nearest background that is not transparent."""


@pytest.fixture(scope="module")
def browser():
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    yield page
    page.close()


@pytest.fixture
def heard(page):
    """Return what the page says and asks for, beside itself."""
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: heard.append(request.url))
    return heard


@pytest.fixture
def show(page, tmp_path):
    """Return a function that writes a report and opens it."""

    def show(grades):
        text = class_page(grades, load_manifest().part("core"), seed=27)
        write_atomically(tmp_path / "report.html", text.encode(errors="replace").decode())
        page.goto((tmp_path / "report.html").as_uri())
        return page

    return show


def names(page):
    return page.locator("tbody tr:visible th bdi").all_inner_texts()


def numbers(page, column):
    cells = page.locator(f"tbody tr > :nth-child({column})")
    return [float(value) for value in cells.evaluate_all("all => all.map(c => c.dataset.v)")]


def test_it_opens_without_an_error_and_asks_for_nothing(show, heard, tmp_path):
    page = show(made_up_class(30))
    assert page.get_by_role("heading", name="Students by lesson").is_visible()
    assert len(names(page)) == 30
    assert [url for url in heard if not url.endswith("/report.html")] == []
    end = page.locator(".key").bounding_box()
    clip = {"x": 0, "y": 0, "width": 1200, "height": end["y"] + end["height"] + 40}
    page.screenshot(path=picture("class_report.png", tmp_path), full_page=True, clip=clip)


def test_a_click_sorts_by_a_lesson_and_another_turns_it_round(show):
    page = show(made_up_class(30))
    before = numbers(page, 4)
    page.get_by_role("button", name="03").click()
    assert before != numbers(page, 4) == sorted(before)
    page.get_by_role("button", name="03").click()
    assert numbers(page, 4) == sorted(before, reverse=True)


def test_the_keyboard_alone_sorts_and_the_head_says_so(show):
    page = show(made_up_class(30))
    page.get_by_label("Filter by name").focus()
    page.keyboard.press("Tab")  # the table itself, which scrolls on a small screen
    for _ in range(4):
        page.keyboard.press("Tab")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("Enter")
    assert numbers(page, 4) == sorted(numbers(page, 4))
    sorts = page.locator("thead th").evaluate_all("all => all.map(head => head.ariaSort)")
    assert sorts == [None, None, None, "ascending", *[None] * 5]


def test_the_filter_leaves_the_students_whose_name_holds_it(show):
    page = show([made_up_grade(name, random.Random(3)) for name in ("Tomás Ito", "Uma Xu", "Ed")])
    page.get_by_label("Filter by name").fill("tomas ")
    assert names(page) == ["Tomás Ito"]
    assert page.locator("details.student:visible").count() == 1
    assert page.locator("#found").inner_text() == "1 of 3"
    page.get_by_label("Filter by name").fill("")
    assert len(names(page)) == 3


def test_a_name_in_the_table_opens_what_the_student_was_told(show):
    grade = class_of_four()[0]
    page = show([grade])
    message = next(result.message for result in grade.results if not result.passed)
    told = page.locator(".message", has_text=message.splitlines()[0])
    assert not told.is_visible()
    page.locator("tbody a").first.click()
    assert told.is_visible()


def test_hostile_names_and_messages_run_nothing_and_are_shown_as_they_are(show, heard):
    grades = [made_up_grade(name, random.Random(5), message=name) for name in HOSTILE]
    grades += [
        Grade(Submission("x", problem=damaged(text), notes=(damaged(text),)), None)
        for text in HOSTILE
    ]
    page = show(grades)
    page.get_by_role("button", name="Open all").click()
    page.get_by_role("button", name="Student").click()
    assert page.evaluate("window.hacked") is None
    assert [url for url in heard if not url.endswith("/report.html")] == []
    assert page.locator("main script, main img, main svg[onload], [onfocus]").count() == 0
    shown = {text.replace("\udcff", "?") for text in HOSTILE}
    assert shown <= set(names(page))
    # A browser shows several spaces as one.
    messages = {" ".join(damaged(text).sentence.split()) for text in HOSTILE}
    assert messages <= set(page.locator(".message").all_inner_texts())


def test_script_that_got_into_the_page_could_not_run_either(show, page, tmp_path):
    show(made_up_class(1))
    path = tmp_path / "report.html"
    inserted = "".join(HOSTILE[:4]).replace("</style></script>", "")
    path.write_text(path.read_text("utf-8").replace("</main>", f"{inserted}</main>"), "utf-8")
    page.reload()
    assert page.locator("main script").count() == 2
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(show, page, scheme):
    page.emulate_media(color_scheme=scheme)
    show([*class_of_four(), of_few_points(), *made_up_class(30)])
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == (
        "rgb(21, 25, 30)" if scheme == "dark" else "rgb(252, 252, 251)"
    )
    for level in range(5):
        assert page.locator(f"td.q{level}").count()
    assert page.evaluate(LOWEST_CONTRAST, "td, th, th button, .key li, td span") >= 4.5
    assert page.evaluate(LOWEST_CONTRAST, "p, dt, dd, small, summary, summary *, a, label") >= 4.5


def test_print_shows_every_message(show, page):
    show(made_up_class(10))
    seen = "all => all.map(one => one.checkVisibility() && one.offsetHeight > 0)"
    messages = page.locator(".student .message")
    assert not any(messages.evaluate_all(seen))
    page.emulate_media(media="print")
    assert all(messages.evaluate_all(seen))


def test_a_phone_scrolls_the_table_and_not_the_page(show, page):
    page.set_viewport_size({"width": 390, "height": 844})
    show(made_up_class(30))
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate(
        "(box => box.scrollWidth > box.clientWidth)(document.querySelector('.scroll'))"
    )


def test_mistakes_are_counted_by_name_and_said_in_a_sentence(show):
    page = show(class_of_four())
    mistakes = page.get_by_role("region", name="Most common mistakes")
    assert "3 of 4 scaled by the array's own maximum" in mistakes.inner_text()
    again = page.get_by_role("region", name="What to teach again").inner_text()
    assert "75 %" in again
    assert (
        "Lesson 01, Load the digits: 3 of 4 students did not get scale_images right, "
        "most often because they scaled by the array's own maximum (3)."
    ) in " ".join(again.split())


def test_what_one_alone_got_wrong_need_not_be_taught_again(show):
    page = show(class_of_four()[2:])
    assert "1 of 2 scaled by" in page.get_by_role("region", name="Most common").inner_text()
    again = page.get_by_role("region", name="What to teach again").inner_text()
    assert "Nothing stands out" in again and "scale_images" not in again


def test_a_picture_of_the_scores_has_words_for_who_cannot_see_it(show):
    page = show(class_of_four())
    picture = page.get_by_role("img", name="How many students have how many points")
    assert "63 to 70 points: 4 students." in picture.locator("desc").text_content()


def test_a_run_without_a_sandbox_has_one_warning(show):
    grades = [
        replace(grade, outcome=replace(grade.outcome, sandbox="none")) for grade in class_of_four()
    ]
    page = show(grades)
    assert page.get_by_text("Graded without a sandbox").count() == 1
    assert page.get_by_text("Worth a look").count() == 0


def test_what_could_not_be_graded_says_why_and_is_not_zero(show):
    broken = Grade(
        Submission("Ed", {"a.py": b""}),
        replace(
            made_up_outcome("k", []),
            problem=GradingProblem(GradingCode.GRADER_FAILED, {"error": "OSError()"}),
        ),
    )
    page = show([broken, Grade(Submission("Flo", problem=damaged("no end")), None)])
    assert page.locator("tbody td:last-child").all_inner_texts() == [
        "–\nnot graded",
        "–\nhanded in, nothing gradable",
    ]
    page.get_by_role("button", name="Open all").click()
    assert page.locator(".student .message").all_inner_texts() == [
        "The grader failed: OSError()",
        damaged("no end").sentence,
    ]


def damaged(said: str) -> GradingProblem:
    return GradingProblem(GradingCode.ZIP_DAMAGED, {"said": said})


def of_few_points() -> Grade:
    """Return one who has nothing in lesson 1, three of ten points in lesson 2, and all in the others."""
    outcome = all_right("Ed")
    results = [
        replace(result, status=Status.FAILED)
        if result.lesson == "01" or result.function in ("plot_digit", "plot_random_digit")
        else result
        for result in outcome.results
    ]
    return Grade(Submission("Ed"), replace(outcome, results=results))


def class_of_four() -> list[Grade]:
    """Return four who did everything right, but three scaled by the maximum."""
    said = SAID[0]
    grades = [Grade(Submission(name), all_right(name)) for name in ("Ada", "Bo", "Cy", "Di")]
    for place in range(3):
        outcome = grades[place].outcome
        results = [
            replace(result, status=Status.FAILED, message=said["message"], mistake=said["mistake"])
            if (result.function, result.check) == (said["function"], said["check"])
            else result
            for result in outcome.results
        ]
        grades[place] = replace(grades[place], outcome=replace(outcome, results=results))
    return grades
