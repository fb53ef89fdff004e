"""`course certificate`: one real run whose page is looked at closely, and what gets none.

With ``COURSE_SCREENSHOTS=1`` in the environment, the picture in the docs is taken anew.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import numpy as np
import pytest

from coursekit import mnist
from coursekit.checks.results import CheckResult, Status
from coursekit.errors import CourseError
from coursekit.learning import certificate
from coursekit.manifest import ROOT, load_manifest
from coursekit.worker.learner import Learner
from tests.course.browser import CHROMIUM, COLOURS, FLAGS, environment, expect_readable, picture

CORE = load_manifest().core
FUNCTIONS = [function for lesson in CORE for function in lesson.functions]

HOSTILE = [
    "<script>window.hacked = 1</script>",
    "</script><!--<script>window.hacked = 1</script>",
    '<img src="http://127.0.0.1:9/x" onerror="window.hacked = 1">',
    '"><svg onload="window.hacked = 1">',
    "' autofocus onfocus='window.hacked = 1",
    "$accuracy ${facts} {{ 7 * 7 }} &lt;b&gt;",
    "Zoë \u202e olleh 佐藤 \udcff",
    "W" * 300,
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """Return a course of its own, with the reference as the learner's functions."""
    folder = tmp_path_factory.mktemp("certified")
    unused = shutil.ignore_patterns("__pycache__", "course", "*.ipynb")
    for name in ("coursekit", "solutions", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=unused)
    for name in ("course.toml", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(folder / "solutions" / "mnist_course", folder / "mnist_course")
    return folder


@pytest.fixture(scope="module")
def run(copy):
    """Return the one real run of the command that is right in everything."""
    return course_certificate(copy, "--name", "Ann Doe", "--data", "sample")


@pytest.fixture(scope="module")
def written(run, copy) -> str:
    """Return the page that it wrote."""
    assert run.returncode == 0, run.stdout + run.stderr
    return (copy / "artifacts" / "certificate.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def facts(written) -> dict:
    """Return the results that stand in the page for programs."""
    return json.loads(facts_text(written))


@pytest.fixture(scope="module")
def browser():
    """Start Chromium."""
    needed = "needs Playwright: pip install -e '.[dev]'"
    api = pytest.importorskip("playwright.sync_api", reason=needed)
    if CHROMIUM is None:
        pytest.skip("needs Debian's Chromium: apt-get install chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    """Open an empty page."""
    page = browser.new_page(viewport={"width": 1100, "height": 900}, device_scale_factor=1.5)
    yield page
    page.close()


@pytest.fixture
def heard(page) -> list[str]:
    """Return what the page says and asks for."""
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: heard.append(request.url))
    return heard


@pytest.fixture
def show(page, written, facts, tmp_path):
    """Return a function that opens the page, with another name where one is given."""

    def show(name=None):
        text = written
        if name is not None:
            number = re.search(r'src="(data:image/png;base64,[^"]+)"', written)[1]
            text = certificate.page({**facts, "name": name}, b"", number)
        file = tmp_path / "certificate.html"
        file.write_text(text, encoding="utf-8", errors="replace")
        page.goto(file.as_uri())
        return page

    return show


def course_certificate(course: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run ``course certificate`` in a copy, as a learner does."""
    code = "from coursekit.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, "certificate", *arguments],
        cwd=course,
        env={**environment(course), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=900,
    )


def facts_text(written: str) -> str:
    return re.search(r'<script type="application/json" id="facts">(.*)</script>', written)[1]


class TestTheRun:
    def test_says_what_it_does_and_where_the_page_is(self, run, copy):
        assert "Digits: sample" in run.stdout
        assert re.search(r"Your network reads \d\d\.\d\d% of the test digits right", run.stdout)
        assert str(copy / "artifacts" / "certificate.html") in run.stdout
        assert run.stderr == ""

    def test_shows_results_that_fit_together(self, facts):
        matrix, curve = np.array(facts["matrix"]), facts["curve"]
        _, (_, y_test) = mnist.load_found(mnist.find(setting="sample"))
        assert matrix.sum(axis=1).tolist() == np.bincount(y_test).tolist()
        assert facts["accuracy"] == pytest.approx(np.trace(matrix) / len(y_test))
        # The reference's spread is in benchmarks/threshold_sample.json; the recipe here is the seed's slower one.
        assert 0.88 <= facts["accuracy"] < 1 and 0.1 < facts["loss"] < 0.5
        assert (facts["n_train"], facts["n_valid"]) == (3667, 333)
        assert {name: len(values) for name, values in curve.items()} == dict.fromkeys(
            ("accuracy", "val_accuracy", "loss", "val_loss"), 30
        )
        assert curve["loss"][0] > 3 * curve["loss"][-1]
        # The last validation accuracy is a count among 333.
        assert abs(curve["val_accuracy"][-1] * 333 % 1 - 0.5) > 0.49
        assert facts["seconds"] > 1 and facts["digits"] == "sample"
        assert facts["functions"] == len(FUNCTIONS) and facts["checks"] > 3 * len(FUNCTIONS)

    def test_shows_them_as_text(self, written, facts):
        shown = unescape(re.sub(r"<[^>]*>", " ", written))
        for words in (
            "Ann Doe",
            "Sample of MNIST",
            "3,667 to learn from, 333 to watch",
            f"{facts['loss']:.4f}",
            f"{facts['curve']['val_accuracy'][-1]:.2%}",
            "the learner’s own computer",
            "course grade",
            "Course 1.",
        ):
            assert words in shown, words
        assert f'aria-label="{facts["accuracy"] * 100:.2f} percent"' in written

    def test_has_a_fingerprint_that_can_be_computed_again(self, written, copy):
        digest = hashlib.sha256()
        for path in sorted((copy / "mnist_course").glob("*.py")):
            content = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
        digest.update(facts_text(written).encode())
        assert digest.hexdigest() in written


class TestThePage:
    def test_opens_without_an_error_and_asks_for_nothing(self, show, heard, tmp_path):
        page = show()
        assert [url for url in heard if not url.startswith(("file:", "data:"))] == []
        assert page.get_by_role("img", name=re.compile("percent$")).is_visible()
        page.screenshot(path=picture("certificate.png", tmp_path), full_page=True)

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_can_be_read_in_both_themes(self, show, page, scheme):
        page.emulate_media(color_scheme=scheme)
        show()
        page.locator("summary").click()
        assert page.evaluate("getComputedStyle(document.querySelector('main')).color") == (
            "rgb(228, 232, 236)" if scheme == "dark" else "rgb(32, 38, 46)"
        )
        expect_readable(page.locator("main").evaluate(COLOURS), scheme)

    @pytest.mark.parametrize("name", [None, "", "W" * 300])
    def test_does_not_scroll_sideways_on_a_phone(self, show, page, name):
        page.set_viewport_size({"width": 360, "height": 740})
        show(name)
        page.locator("summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") == 360

    def test_is_one_sheet_of_paper_in_light_colours(self, show, page):
        page.emulate_media(media="print", color_scheme="dark")
        show()
        assert not page.locator("details").is_visible()
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(32, 38, 46)"
        page.emulate_media(media=None, color_scheme="dark")
        for paper in ("A4", "Letter"):
            sheets = page.pdf(format=paper, print_background=False)
            assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 1, paper

    def test_has_words_and_tables_for_who_cannot_see_its_pictures(self, show, facts):
        page = show()
        curve = page.get_by_role("img", name="Accuracy over 30 epochs: training from")
        assert f"to {facts['curve']['val_accuracy'][-1]:.3f}." in curve.get_attribute("aria-label")
        matrix = page.get_by_role("table", name="Rows: what the digit is.")
        assert [
            [int(count) for count in row.locator("td").all_inner_texts()]
            for row in matrix.locator("tbody tr").all()
        ] == facts["matrix"]
        assert matrix.get_by_role("rowheader").all_inner_texts() == list("0123456789")

    def test_opens_the_numbers_with_the_keyboard_alone(self, show, page):
        show()
        table = page.get_by_role("table", name="After each epoch")
        assert not table.is_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        assert table.is_visible()
        assert table.locator("tbody tr").count() == 30

    @pytest.mark.parametrize("name", HOSTILE)
    def test_shows_a_hostile_name_as_it_is_and_runs_nothing(self, show, heard, name):
        page = show(name)
        assert page.evaluate("window.hacked") is None
        assert [url for url in heard if not url.startswith(("file:", "data:"))] == []
        assert page.locator("main script, main svg[onload], [onfocus], [onerror]").count() == 0
        assert page.locator(".name").inner_text() == name.replace("\udcff", "?")
        assert json.loads(page.locator("#facts").text_content())["name"] == name


class TestWithoutACertificate:
    def test_a_forged_progress_file_does_not_help(self, copy, tmp_path):
        stub = (ROOT / "mnist_course" / "predict.py").read_text(encoding="utf-8")
        reference = (copy / "mnist_course" / "predict.py").read_text(encoding="utf-8")
        passed = {function.name: {"status": "passed", "source": None} for function in FUNCTIONS}
        (copy / "progress.json").write_text(json.dumps(passed), encoding="utf-8")
        (copy / "mnist_course" / "predict.py").write_text(stub, encoding="utf-8")
        try:
            run = course_certificate(copy, "--out", str(tmp_path / "out" / "certificate.html"))
        finally:
            (copy / "mnist_course" / "predict.py").write_text(reference, encoding="utf-8")
        assert run.returncode == 1
        assert "No certificate yet" in run.stdout
        lesson = load_manifest().lesson("predict")
        assert f"{lesson.number} {lesson.title}: predict_digits (not started)" in run.stdout
        assert "→ `course check 7` says what to do" in run.stdout
        assert "06 Test it" not in run.stdout and "training" not in run.stdout
        assert not (tmp_path / "out").exists()

    def test_a_function_without_a_check_is_not_one_that_passed(self, checks, tmp_path, capsys):
        checks([CheckResult("01", "load_data", "works", Status.PASSED)])
        assert certificate.make_certificate(ROOT, "", tmp_path / "certificate.html") == 1
        assert "01 Load the digits: scale_images (not started)" in capsys.readouterr().out
        assert not (tmp_path / "certificate.html").exists()

    def test_a_file_that_changes_after_the_checks_spoils_it(
        self, checks, monkeypatch, submission, tmp_path
    ):
        folder = submission()
        checks(
            [
                CheckResult(f.lesson_number, f.name, "works", Status.PASSED)
                for f in load_manifest().part("core").graded.values()
            ]
        )

        def change(learner, found):
            (folder / "mnist_course" / "fit.py").write_text("# other")
            return None, None

        monkeypatch.setattr(certificate, "train", change)
        with pytest.raises(CourseError, match="changed in between"):
            certificate.make_certificate(folder, "", tmp_path / "certificate.html")
        assert not (tmp_path / "certificate.html").exists()

    @pytest.mark.parametrize("name", ["load_data", "evaluate_model", "fit_model"])
    def test_a_function_that_lies_outside_its_checks_spoils_it(self, submission, monkeypatch, name):
        monkeypatch.setenv("MNIST_COURSE_DATA", "sample")
        lie, words = LIES[name]
        function = load_manifest().functions[name]
        source = (ROOT / "solutions" / function.file).read_text(encoding="utf-8")
        with Learner(
            submission(**{function.slug: source + lie}), load_manifest(), str(mnist.SAMPLE)
        ) as learner:
            learner.prepare([lesson.slug for lesson in CORE])
            with pytest.raises(CourseError, match=words):
                certificate.train(learner, mnist.find(setting="sample"), epochs=1)

    @pytest.fixture
    def checks(self, monkeypatch):
        """Return a function that says what the checks find."""
        monkeypatch.setenv("MNIST_COURSE_DATA", "sample")

        def say(results):
            monkeypatch.setattr(certificate, "run_checks", lambda *args: results)

        return say


LIES = {
    "load_data": (
        """

def load_data(honest=load_data):
    (X, y), test = honest()
    return (X[::-1], y[::-1]), test
""",
        "load_data gives other digits",
    ),
    "evaluate_model": (
        """

def evaluate_model(model, images, labels):
    return 0.01, 1.0
""",
        r"evaluate_model says loss 0\.0100 and accuracy 1\.0000; measured here, they are \d",
    ),
    "fit_model": (
        """

def fit_model(model, train, valid, epochs=30, batch_size=32, honest=fit_model):
    history = honest(model, train, valid, epochs, batch_size)
    history.history["val_accuracy"] = [1.0]
    return history
""",
        "the History of fit_model does not end with the network's validation accuracy",
    ),
}
