"""The site, and all other pages of the course, for everybody: links, axe, the keyboard alone, a phone's screen.

The site is made once for all of it.
"""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import numpy as np
import pytest

for package, extra in (
    ("myst_nb", "site"),
    ("pydata_sphinx_theme", "site"),
    ("jinja2", "site"),
    ("axe_playwright_python", "dev"),
):
    pytest.importorskip(package, reason=f"needs {package}: pip install -e '.[{extra}]'")
api = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install -e '.[dev]'")

from axe_playwright_python.sync_playwright import Axe  # noqa: E402

from coursekit.authoring.site.build_site import PAGES, build_site  # noqa: E402
from coursekit.checks.html import NotebookReport  # noqa: E402
from coursekit.checks.result_lines import function_entries  # noqa: E402
from coursekit.checks.results import CheckResult, Status  # noqa: E402
from coursekit.learning.certificate_page import page as certificate_page  # noqa: E402
from coursekit.manifest import ROOT, load_manifest  # noqa: E402
from tests.course.browser import CHROMIUM, FLAGS, needs_chromium  # noqa: E402

pytestmark = needs_chromium

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

OF_ALL = [
    *(f"lessons/{lesson.key}.html" for lesson in load_manifest().lessons),
    *("index.html", "lessons/index.html", "glossary.html", "try.html", "instructors.html"),
    *(name.replace(".md", ".html") for name in PAGES.values() if name != "index.md"),
    *("search.html", "drawing.html", "class_report.html", "certificate.html", "check.html"),
]
"""The pages that are looked at. The last two are no part of the site: the tests put them there."""

ALIKE = {
    f"lessons/{lesson.key}.html"
    for lesson in load_manifest().lessons
    if lesson.number not in ("01", "03", "10", "12")
}
"""Lessons that have nothing which none of the other four has: tables, figures, hints, what Keras prints, solutions' outputs."""

ONE_PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")].filter(
    element => element.checkVisibility({visibilityProperty: true}) && !element.closest("[inert]")
        && element.tabIndex >= 0 && !element.disabled)"""

FOCUSED = """() => {
    const all = REACHABLE();
    const style = getComputedStyle(document.activeElement);
    const around = document.activeElement.closest(".paper");
    const seen = each => each.outlineStyle !== "none" && parseFloat(each.outlineWidth) > 0 || each.boxShadow !== "none";
    return [all.indexOf(document.activeElement), seen(style) || !!around && seen(getComputedStyle(around)),
        document.activeElement.outerHTML.slice(0, 120)];
}""".replace("REACHABLE", f"({REACHABLE})")
"""The place of what has the focus among what can have it, whether that is seen, and what it is."""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """Return the site. Its class is graded in the lessons that need no TensorFlow: that is quick."""
    out = tmp_path_factory.mktemp("site") / "site"
    build_site(ROOT, out, solutions=False, data="sample", lessons="1-2")
    (out / "certificate.html").write_text(certificate(), encoding="utf-8")
    (out / "check.html").write_text(check(), encoding="utf-8")
    return out


def certificate() -> str:
    """Return a certificate with numbers that a generator made."""
    rng = np.random.default_rng(1)
    curve = {
        name: np.sort(rng.random(30)).tolist()
        for name in ("accuracy", "val_accuracy", "loss", "val_loss")
    }
    facts = {
        **{"name": "Ann Doe", "date": str(date(2026, 1, 1)), "course": "1.0.0", "digits": "sample"},
        **{"lessons": [f"{one.number} {one.title}" for one in load_manifest().core]},
        **{"functions": 14, "checks": 100, "n_train": 3667, "n_valid": 333, "seconds": 20.0},
        **{"loss": 0.3, "accuracy": 0.9, "curve": curve},
        "matrix": (np.diag(rng.integers(80, 120, 10)) + rng.integers(0, 9, (10, 10))).tolist(),
    }
    return certificate_page(facts, b"", ONE_PIXEL)


def check() -> str:
    """Return what `check` shows, of all kinds, in a page such as an editor's: it has the editor's colours or none."""
    first, following = load_manifest().lessons[:2]
    message = "You gave decimal numbers.\n→ Open mnist_course/load_data.py, line 7, and divide."
    results = [
        CheckResult("01", "load_data", "works", Status.PASSED),
        CheckResult("01", "scale_images", "works", Status.FAILED, message, printed="0.5"),
        CheckResult("01", "split_validation", "works", Status.NOT_STARTED, "→ Write it."),
    ]
    report = NotebookReport(function_entries(results), [], following)._repr_html_()
    return (
        f"<!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>{first.title}</title>"
        "<style>:root { color-scheme: light dark } body { background: Canvas; color: CanvasText }</style>"
        f"<main><h1>{first.title}</h1>{report}</main></html>"
    )


@pytest.fixture(scope="module")
def browser():
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def themed(browser, theme):
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=theme)
    yield page
    page.close()


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


@pytest.fixture(scope="module")
def phone(browser):
    page = browser.new_page(viewport={"width": 360, "height": 740})
    yield page
    page.close()


class Links(HTMLParser):
    """Collects of a page where its links and pictures lead, the ids in it, and pictures without words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.to: set[str] = set()
        self.ids: set[str] = set()
        self.wordless: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ids.add(found.get("id", ""))
        self.to |= {found[name] for name in ("href", "src") if found.get(name)}
        if tag == "img" and "alt" not in found:
            self.wordless.append(found["src"])


def test_every_link_leads_to_something(site):
    files = {file: Links(file.read_text(encoding="utf-8")) for file in site.rglob("*.html")}
    pages = {file.as_uri(): links for file, links in files.items()}
    dead = []
    # What `check` says leads to files beside a notebook, which are no part of the site.
    for file, links in files.items():
        for link in links.to if file.name != "check.html" else ():
            target, part = urldefrag(urljoin(file.as_uri(), link))
            if target.startswith("file:"):
                there = Path(unquote(target.removeprefix("file://").partition("?")[0])).is_file()
                if not there or (
                    part and target in pages and unquote(part) not in pages[target].ids
                ):
                    dead.append(f"{file.name}: {link}")
    assert len(files) >= len(OF_ALL)
    assert dead == []


def test_the_site_needs_nothing_from_elsewhere(site, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / OF_ALL[2]).as_uri())
    page.wait_for_load_state("networkidle")
    assert asked and [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_a_picture_of_a_lesson_has_words(site):
    shown = [path.read_text(encoding="utf-8") for path in (site / "lessons").glob("[01]*.html")]
    assert [picture for text in shown for picture in Links(text).wordless] == []
    pictures = [alt for text in shown for alt in re.findall(r'<img alt="([^"]*)"', text)]
    assert len(pictures) > 60 and all(len(alt) > 15 and ".png" not in alt for alt in pictures)


def test_learners_see_results_and_no_solutions(site):
    text = re.sub("<[^>]*>", "", (site / "lessons/03_build_mlp.html").read_text(encoding="utf-8"))
    assert "266610" in text and "keras.layers.Dense(units" not in text.partition("Hint 1 of 3")[0]
    assert not (site / "solutions").exists()


@pytest.mark.parametrize(
    ("theme", "name"),
    [("light", name) for name in OF_ALL] + [("dark", name) for name in OF_ALL if name not in ALIKE],
    scope="module",
)
def test_axe_finds_nothing(site, themed, name):
    themed.goto((site / name).as_uri())
    if name == "docs/points_left.html":
        # All its tables are alike, and axe takes ten seconds for them.
        themed.evaluate("document.querySelectorAll('table').forEach((t, n) => n > 3 && t.remove())")
    options = {"runOnly": RULES, "rules": {"target-size": {"enabled": True}}}
    found = Axe().run(themed, options={**options, "resultTypes": ["violations"]}).response
    assert [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in found["violations"]
        for node in one["nodes"][:5]
    ] == []


@pytest.mark.parametrize("name", OF_ALL)
def test_a_phone_scrolls_in_one_direction(site, phone, name):
    phone.goto((site / name).as_uri())
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(
    "name",
    [
        *("index.html", "lessons/03_build_mlp.html", "try.html", "search.html", "instructors.html"),
        *("drawing.html", "class_report.html", "certificate.html", "check.html"),
    ],
)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(site, page, name):
    page.goto((site / name).as_uri())
    left = set(range(page.evaluate(f"({REACHABLE})().length")))
    assert left
    hidden = []
    for _ in range(len(left) + 10):
        page.keyboard.press("Tab")
        place, seen, what = page.evaluate(FOCUSED)
        left.discard(place)
        if place >= 0 and not seen:
            hidden.append(what)
    all_of_them = f"({REACHABLE})()"
    never = [page.evaluate(f"{all_of_them}[{n}].outerHTML.slice(0, 120)") for n in left]
    assert (never, hidden) == ([], [])


def test_the_keyboard_alone_skips_searches_opens_a_hint_and_changes_the_theme(site, page):
    page.goto((site / "lessons/03_build_mlp.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main-content"
    hint = page.locator("details", has_text="Hint 1 of 3")
    hint.locator("summary").focus()
    page.keyboard.press("Enter")
    assert hint.evaluate("hint => hint.open")
    page.get_by_role("button", name="Color mode").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    api.expect(page.locator("html")).to_have_attribute("data-theme", re.compile("light|dark"))
    page.keyboard.press("Control+k")
    page.keyboard.type("softmax")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"search\.html\?q=softmax"))
    api.expect(page.get_by_role("link", name="Lesson 03").first).to_be_visible()
