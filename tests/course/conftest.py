"""Fixtures for the course's own tests."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coursekit.authoring.build import build
from coursekit.manifest import ROOT
from coursekit.source import stub_of

# No test here downloads digits, and neither does what it starts.
os.environ.setdefault("MNIST_COURSE_DATA", "sample")

HERE = Path(__file__).parent

# Set by CI for a second run, once it has installed what the first one lacked.
ONLY_SKIPPED = bool(os.environ.get("COURSE_ONLY_SKIPPED"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Note what was skipped, for COURSE_ONLY_SKIPPED, and say how much of the catalogue was judged right."""
    cache = getattr(terminalreporter.config, "cache", None)
    if cache and not ONLY_SKIPPED:
        skipped = [report.nodeid for report in terminalreporter.stats.get("skipped", [])]
        cache.set("course/skipped", skipped)
    # Under "" stand the set-ups: that is where a test waits for its verdict.
    reports = [
        (outcome, report)
        for outcome in ("", "passed", "failed", "error")
        for report in terminalreporter.stats.get(outcome, [])
        if "/test_catalogue.py::" in report.nodeid
    ]

    def count(test: str) -> str:
        right = [
            outcome == "passed"
            for outcome, report in reports
            if outcome and f"::{test}[" in report.nodeid
        ]
        return f"{sum(right)} of {len(right)}"

    if reports:
        terminalreporter.write_line(
            f"Catalogue: {count('test_a_mistake_is_rejected_for_the_right_reason')} mistakes rejected for the right "
            f"reason, {count('test_a_variant_passes')} variants passed, "
            f"{sum(report.duration for _, report in reports):.0f} s"
        )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Make warnings errors here; with COURSE_ONLY_SKIPPED=1, keep what the run before skipped: tests, and whole files."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("error"), append=False)
    if ONLY_SKIPPED:
        skipped = set(config.cache.get("course/skipped", []))
        kept = [item for item in items if skipped & {item.nodeid, item.nodeid.partition("::")[0]}]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Iterator[None, pytest.CollectReport, pytest.CollectReport]:
    """With COURSE_ONLY_SKIPPED=1, make a failure of a file that is skipped again."""
    return _failed_if_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Iterator[None, pytest.TestReport, pytest.TestReport]:
    """With COURSE_ONLY_SKIPPED=1, make a failure of a test that is skipped again."""
    return _failed_if_skipped((yield))


def _failed_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> object:
    if ONLY_SKIPPED and report.skipped and not hasattr(report, "wasxfail"):
        _, _, reason = report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{reason}\nCOURSE_ONLY_SKIPPED is set: install what is missing."
    return report


@pytest.fixture
def submission(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of folders with the reference in them, some of its modules replaced.

    ``submission(load_data="def load_data(): …")`` writes that text as ``mnist_course/load_data.py``.
    """

    def make(**modules: str) -> Path:
        shutil.copytree(
            ROOT / "solutions" / "mnist_course",
            tmp_path / "mnist_course",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        for slug, text in modules.items():
            (tmp_path / "mnist_course" / f"{slug}.py").write_text(text, encoding="utf-8")
        return tmp_path

    return make


@pytest.fixture
def run_pytest() -> Callable[..., subprocess.CompletedProcess]:
    """Return a function that runs ``pytest ARGS`` in the course folder, as a learner does."""

    def run(*args: object) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *map(str, args)]
        return subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=900
        )

    return run


@pytest.fixture(scope="session")
def small_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course of its own: lessons 01 and 02, which need no TensorFlow. A test that changes it copies it."""
    folder = tmp_path_factory.mktemp("small")
    numbers = [f"{number:02}" for number in range(3, 100)]
    later = [name for n in numbers for name in (f"{n}_*.ipynb", f"{n}_*.png", f"lesson_{n}")]
    ignore = shutil.ignore_patterns("__pycache__", "attacks", *later)
    for name in ("coursekit", "solutions", "docs", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", folder)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    # Its first picture is a later lesson's.
    readme = readme.replace("figures/07_result.png", "figures/02_result.png")
    (folder / "README.md").write_text(readme, encoding="utf-8")
    manifest = (ROOT / "course.toml").read_text(encoding="utf-8")
    kept = manifest[: manifest.index('[[lessons]]\nnumber = "03"')]
    (folder / "course.toml").write_text(kept, encoding="utf-8")
    for path in (folder / "solutions" / "mnist_course").glob("[!_]*.py"):
        if path.stem not in ("load_data", "visualize"):
            path.unlink()
    (folder / "mnist_course").mkdir()
    (folder / "mnist_course" / "__init__.py").touch()
    build(folder)
    return folder


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Return a folder with the stubs as a fresh clone has them, made from the reference."""
    (tmp_path / "mnist_course").mkdir()
    for path in (ROOT / "solutions" / "mnist_course").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        target = tmp_path / "mnist_course" / path.name
        target.write_text(stub_of(text) if "SOLUTION" in text else text, encoding="utf-8")
    return tmp_path
