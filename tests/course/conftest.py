"""Fixtures for the course's own tests."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from coursekit.authoring import judging
from coursekit.manifest import ROOT
from coursekit.source import stub_of
from tests.course import beside
from tests.course.beside import begins

# No test here downloads digits, and neither does what it starts.
os.environ.setdefault("MNIST_COURSE_DATA", "sample")

# No test here makes a key in the home of whoever runs it.
os.environ.setdefault("COURSE_GRADE_KEY", "of the course's own tests, which is no secret")

HERE = Path(__file__).parent

# Set by CI for a second run, once it has installed what the first one lacked.
ONLY_SKIPPED = bool(os.environ.get("COURSE_ONLY_SKIPPED"))

# They take minutes and an engine: a weekly job names one. Not skipped, because no second run here is to run them.
collect_ignore = [] if os.environ.get("COURSE_ENGINE") else ["grading/test_containers.py"]


def pytest_configure(config: pytest.Config) -> None:
    """Let a second pytest run a part, unless this is the second one, or one that runs only what was skipped."""
    # What a test starts is neither.
    if path := os.environ.pop(beside.REPORTS, ""):
        config.pluginmanager.register(beside.Reporter(config, Path(path)))
    elif not ONLY_SKIPPED:
        config.pluginmanager.register(beside.Beside())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Note what was skipped, for COURSE_ONLY_SKIPPED, and say how much of the catalogue was judged right."""
    cache = getattr(terminalreporter.config, "cache", None)
    if cache and not ONLY_SKIPPED:
        skipped = [report.nodeid for report in terminalreporter.stats.get("skipped", [])]
        cache.set("course/skipped", skipped)

    def count(test: str) -> str:
        right, wrong = (
            sum(f"/test_catalogue.py::{test}[" in report.nodeid for report in reports)
            for reports in (
                terminalreporter.stats.get("passed", []),
                terminalreporter.stats.get("failed", []) + terminalreporter.stats.get("error", []),
            )
        )
        return f"{right} of {right + wrong}" if right + wrong else ""

    mistakes = count("test_a_mistake_is_rejected_for_the_right_reason")
    variants = count("test_a_variant_passes")
    if mistakes and variants:
        terminalreporter.write_line(
            f"Catalogue: {mistakes} mistakes rejected for the right reason, {variants} variants passed"
        )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Make warnings errors here, and the tests last whose work is done beside the others.

    With COURSE_ONLY_SKIPPED=1, keep what the run before skipped: tests, and whole files.
    """
    items.sort(key=lambda item: (begins(item), beside.is_there(item)))
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


@dataclass(frozen=True)
class Workers:
    """Who does what takes long: processes for all, and how many of its own a kind of work may have beside them."""

    pool: ProcessPoolExecutor
    own: int


@pytest.fixture(scope="session", autouse=True)
def background(request: pytest.FixtureRequest) -> Iterator[dict[str, dict]]:
    """Begin with the first test what takes long; give what each module's `begin` gave, by the module's name.

    A test module that has work for processes of its own defines a context manager ``begin(parameters, workers)``: it gets
    the parameters of those of its tests that are run, and gives futures. Its tests come last, and wait for them.
    """
    chosen: dict[ModuleType, list[dict]] = {}
    for item in request.session.items:
        if begins(item) and not any(mark.args[0] for mark in item.iter_markers("skipif")):
            parameters = item.callspec.params if hasattr(item, "callspec") else {}
            chosen.setdefault(item.module, []).append(parameters)
    # Beside other tests, two for what is only computed, until all of it is done, and one for each other kind of work.
    alone = all(begins(item) for item in request.session.items)
    most = min(4, os.cpu_count() or 1)
    with ExitStack() as stack:
        pool = stack.enter_context(judging.pool(most if alone else 2))
        workers = Workers(pool, most if alone else 1)
        yield {
            module.__name__: stack.enter_context(module.begin(parameters, workers))
            for module, parameters in chosen.items()
        }


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
    later = [
        name
        for n in numbers
        for name in (f"{n}_*.ipynb", f"{n}_*.png", f"make_figures_{n}*", f"lesson_{n}")
    ]
    ignore = shutil.ignore_patterns("__pycache__", "attacks", *later)
    for name in ("coursekit", "solutions", "docs", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    for name in ("pyproject.toml", "CONTRIBUTING.md", "benchmarks/training.json"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    # Its first picture is a later lesson's.
    readme = readme.replace("figures/07_result.png", "figures/02_result.png")
    rows = re.compile(r"^\| \[(?:0[3-9]|1\d) .*\n", re.MULTILINE)
    (folder / "README.md").write_text(rows.sub("", readme), encoding="utf-8")
    manifest = (ROOT / "course.toml").read_text(encoding="utf-8")
    kept = manifest[: manifest.index('[[lessons]]\nnumber = "03"')]
    (folder / "course.toml").write_text(kept, encoding="utf-8")
    for path in (folder / "solutions" / "mnist_course").glob("[!_]*.py"):
        if path.stem not in ("load_data", "visualize"):
            path.unlink()
    (folder / "mnist_course").mkdir()
    (folder / "mnist_course" / "__init__.py").touch()
    # Here: importing nbformat takes 1.5 s, and a test may start pytest on its own files.
    from coursekit.authoring.build import build

    build(folder)
    return folder


@pytest.fixture(scope="session")
def dev() -> Callable[..., subprocess.CompletedProcess]:
    """Return a function that runs ``course dev ARGS`` in a course of its own."""

    def run(course: Path, *args: str) -> subprocess.CompletedProcess:
        command = "import sys; sys.argv[0] = 'course'; from coursekit.cli import main; main()"
        return subprocess.run(
            [sys.executable, "-c", command, "dev", *args],
            cwd=course,
            env={**os.environ, "PYTHONPATH": str(course), "MNIST_COURSE_DATA": "sample"},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    return run


@pytest.fixture(scope="session")
def begun(small_course: Path, tmp_path_factory: pytest.TempPathFactory, dev: Callable) -> Path:
    """Return a course to which `course dev new` has added a lesson 13. A test that changes it copies it."""
    course = shutil.copytree(small_course, tmp_path_factory.mktemp("begun") / "course")
    functions = ("add_noise(images, rng, amount=0.1) -> array", "plot_2d(image, ax=None) -> axes")
    run = dev(course, "new", "13", "noise", *(f"--function={one}" for one in functions))
    assert run.returncode == 0, run.stderr
    assert "course dev check 13" in run.stdout
    return course


@pytest.fixture(scope="session")
def written(begun: Path, tmp_path_factory: pytest.TempPathFactory, dev: Callable) -> Path:
    """Return that course when all that was still to write in lesson 13 is written, and its notebook executed."""
    course = shutil.copytree(begun, tmp_path_factory.mktemp("written") / "course")
    import nbformat

    path = course / "solutions" / "13_noise.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].metadata["figure"]["alt"] = "A figure."
    nbformat.write(notebook, path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("![]", "![A figure.]"), encoding="utf-8")
    own = ("solutions/mnist_course/noise.py", "docs/figures/make_figures_13.py")
    texts = [course / name for name in ("course.toml", "README.md", *own)]
    for file in [path, *texts, *course.glob("tests/**/lesson_13/*.py")]:
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("TODO: ", ""), encoding="utf-8")
    for args in (("build",), ("execute", "13", "--data", "sample")):
        run = dev(course, *args)
        assert run.returncode == 0, run.stderr
    script = [sys.executable, "docs/figures/make_figures_13.py"]
    subprocess.run(script, cwd=course, check=True, env={**os.environ, "PYTHONPATH": str(course)})
    # The tests have no other digits than the sample.
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"dataset": "sample"', '"dataset": "full"'), encoding="utf-8")
    return course


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Return a folder with the stubs as a fresh clone has them, made from the reference."""
    (tmp_path / "mnist_course").mkdir()
    for path in (ROOT / "solutions" / "mnist_course").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        target = tmp_path / "mnist_course" / path.name
        target.write_text(stub_of(text) if "SOLUTION" in text else text, encoding="utf-8")
    return tmp_path
