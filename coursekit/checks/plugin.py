"""The pytest plugin: options, the fixture `learner`, and results in place of tracebacks.

Loaded at the start (``-p coursekit.checks.plugin`` in pytest's settings), so that a worker can start while
pytest itself still does.
"""

import gc
import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _pytest.terminal import TerminalReporter

from coursekit.checks.progress import record
from coursekit.checks.report import report_lines
from coursekit.checks.results import CheckResult, in_course_order, save_results
from coursekit.errors import CourseError
from coursekit.manifest import Function, load_manifest
from coursekit.worker.launch import Launched, launch_plain

if TYPE_CHECKING:
    import numpy as np

    from coursekit.worker.learner import Learner
    from coursekit.worker.problems import Problem

_LESSON_FOLDER = re.compile(r"lesson_(\d\d)$")
RESULTS = pytest.StashKey[list]()
_BLOCKED = pytest.StashKey[dict[str, "Problem"]]()
LEARNER = pytest.StashKey["Learner"]()
"""The session's learner. Whoever runs many sessions can bring one that lives on."""
_SETUP_SECONDS = pytest.StashKey[float]()


def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Load the plugins that the command line asks for; all others stay out, because each costs time."""
    if any(arg.startswith("--nbval") for arg in args):
        early_config.pluginmanager.import_plugin("nbval.plugin")
        early_config.pluginmanager.import_plugin("coursekit.checks.nbval")
    if any(re.match(r"-n\d|-n$|--numprocesses|--dist", arg) for arg in args):
        early_config.pluginmanager.import_plugin("xdist.plugin")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --learner, --solutions, --full, --digits, --seed, --results and --every."""
    group = parser.getgroup("course", "MNIST course")
    group.addoption(
        "--learner",
        metavar="DIR",
        help="check DIR/mnist_course instead of ./mnist_course (write --learner=DIR when DIR lies elsewhere)",
    )
    group.addoption(
        "--solutions", action="store_true", help="check the reference: --learner solutions"
    )
    group.addoption(
        "--full", action="store_true", help="use full MNIST, not the sample of 5,000 digits"
    )
    group.addoption(
        "--digits", metavar="FILE", help="for grading: digits of one submission, some held out"
    )
    group.addoption("--seed", type=int, help="seed of the random inputs, to repeat a run")
    group.addoption("--results", metavar="FILE", help="write the results as JSON to FILE")
    group.addoption(
        "--every",
        action="store_true",
        help="run every check, also of a function that is not written",
    )


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the digits, start the worker, and report in the course's own way when only lessons run."""
    try:
        load_manifest()
    except CourseError as error:
        raise pytest.UsageError(str(error)) from error
    _choose_data(config)
    config.addinivalue_line("markers", "essential: in grading, a function earns nothing without it")
    config.stash[RESULTS] = []
    config.stash[_BLOCKED] = {}
    if config.getoption("seed") is None:
        config.option.seed = int.from_bytes(os.urandom(3), "big")
    slugs = _asked_lessons(config)
    if slugs and not config.option.collectonly and LEARNER not in config.stash:
        # Before anything slow is imported here, so that the worker starts at the same time.
        launched = launch_plain(_learner_folder(config), os.environ["MNIST_COURSE_DATA"])
        config.stash[LEARNER] = _new_learner(config, launched)
        config.stash[LEARNER].prepare(slugs)
    if slugs is not None and config.pluginmanager.hasplugin("terminalreporter"):
        standard = config.pluginmanager.getplugin("terminalreporter")
        config.pluginmanager.unregister(standard)
        config.pluginmanager.register(LessonReporter(config), "terminalreporter")


@pytest.fixture(scope="session")
def session_learner(request: pytest.FixtureRequest) -> "Learner":
    """Give the same learner to fixtures that call a function once for many checks."""
    stash = request.config.stash
    if LEARNER not in stash:
        stash[LEARNER] = _new_learner(request.config)
    return stash[LEARNER]


@pytest.fixture
def learner(session_learner: "Learner") -> "Learner":
    """Give the learner's functions, run in a worker."""
    return session_learner


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> "np.random.Generator":
    """Give random numbers that are fresh in every run; ``--seed`` repeats them."""
    import numpy as np

    check = zlib.crc32(request.node.nodeid.encode())
    return np.random.default_rng([request.config.option.seed, check])


@pytest.fixture(scope="session")
def digits(request: pytest.FixtureRequest) -> "Digits":
    """Give the digits that the checks use, split and scaled as the course does it."""
    return Digits(request.config.option.digits)


class Digits:
    """The course's digits: the sample, or full MNIST with ``--full``.

    Attributes
    ----------
    train, test
        Pairs (images, labels) as `coursekit.mnist.load_data` gives them: uint8, (n, 28, 28) and (n,).
    held_out
        Such a pair for measuring a trained network: the test digits. In grading they are others, whose labels the
        learner's code never gets.
    pictures, held_out_pictures
        The same as train and held_out, as long as nothing is graded. In grading, the pixels of those are moved about,
        which a network of Dense layers does not notice; here neighbours stay neighbours, for networks that look at them.
    """

    def __init__(self, file: str | None = None) -> None:
        from coursekit import mnist

        self.train, self.test = mnist.load_data()
        self.held_out = self.held_out_pictures = self.test
        self.pictures = self.train
        if file:
            import numpy as np

            with np.load(file) as arrays:
                self.held_out = arrays["x_held_out"], arrays["y_held_out"]
                self.pictures = arrays["x_pictures"], self.train[1]
                self.held_out_pictures = arrays["x_held_out_pictures"], self.held_out[1]

    def scaled(self, n: int, start: int = 0) -> tuple["np.ndarray", "np.ndarray"]:
        """Return n training images as float32 in [0, 1], with their labels."""
        images, labels = self.train
        return images[start : start + n].astype("float32") / 255, labels[start : start + n]


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Say whether the run uses full MNIST."""
    return request.config.option.full


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Hold back a check that can't run: its function, or its file, could not be used a moment ago."""
    function = _function_of(item)
    if function is None or item.config.option.every:
        return
    blocked = item.config.stash[_BLOCKED]
    problem = blocked.get(function.name) or blocked.get(f"{function.slug}.py")
    if problem is not None:
        from coursekit.checks.judge import Blocked

        raise Blocked(problem)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo
) -> Iterator[None, pytest.TestReport, pytest.TestReport]:
    """Turn what happened into a `CheckResult`, and the traceback into its message."""
    report = yield
    if call.when == "setup":
        item.stash[_SETUP_SECONDS] = call.duration
    function = _function_of(item)
    if function is None or call.when == "teardown" or (call.when == "setup" and not call.excinfo):
        return report
    result = _result(item, function, call)
    item.config.stash[RESULTS].append(result)
    if not result.passed:
        report.longrepr = f"{result.status.value}: {result.message}"
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the results where they were asked for."""
    config = session.config
    results = config.stash[RESULTS]
    if config.getoption("results"):
        save_results(results, Path(config.option.results))
    if results and not config.option.solutions and not config.option.learner:
        record(results, config.rootpath)


class LessonReporter(TerminalReporter):
    """Shows what a learner needs: `coursekit.checks.report` in place of dots and tracebacks."""

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Show no header."""
        self._session = session

    def pytest_collection(self) -> None:
        """Show no count while collecting."""

    def report_collect(self, final: bool = False) -> None:
        """Show no count after collecting."""

    def pytest_runtest_logstart(self, nodeid: str, location: tuple) -> None:
        """Show no name before a check."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember the report for pytest's own statistics; show nothing yet."""
        self._tests_ran = True
        category, _, _ = self.config.hook.pytest_report_teststatus(
            report=report, config=self.config
        )
        self._add_stats(category, [report])

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """Show no progress after a check."""

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> Iterator[None]:
        """Show the results, and pytest's own words only where something else went wrong."""
        result = yield
        if self.stats.get("error") and not self.config.stash[RESULTS]:
            self.summary_errors()
        self._show_results()
        if session.shouldstop:
            self.write_line(str(session.shouldstop))
        return result

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo) -> None:
        """Say that the run was stopped."""
        self._keyboardinterrupt_memo = None
        self.write_line("Stopped.")

    def _show_results(self) -> None:
        manifest = load_manifest()
        results = in_course_order(self.config.stash[RESULTS], manifest)
        if not results:
            return
        for text, colour in report_lines(results, manifest, verbose=self.config.option.verbose > 0):
            self.write_line(_writable(text, self._tw._file), **({colour: True} if colour else {}))
        if not all(result.passed for result in results) and self.config.option.verbose > 0:
            self.write_line(f"The same random inputs again: --seed {self.config.option.seed}")


def name_of(item: pytest.Item) -> tuple[str, str] | None:
    """Return the course function that a check is about, and what it demands; None for other tests."""
    function = _function_of(item)
    return (function.name, _title(item)) if function else None


def _choose_data(config: pytest.Config) -> None:
    chosen = os.environ.get("MNIST_COURSE_DATA")
    if config.option.digits:
        os.environ["MNIST_COURSE_DATA"] = config.option.digits
    elif config.option.full:
        os.environ["MNIST_COURSE_DATA"] = "full" if chosen in (None, "", "sample") else chosen
    elif not (config.pluginmanager.hasplugin("nbval.plugin") and chosen):
        os.environ["MNIST_COURSE_DATA"] = "sample"


def _learner_folder(config: pytest.Config) -> Path:
    if config.option.solutions:
        return config.rootpath / "solutions"
    if config.option.learner:
        folder = config.invocation_params.dir / config.option.learner
        if not (folder / "mnist_course").is_dir():
            raise pytest.UsageError(
                f"--learner {config.option.learner}: there is no folder mnist_course in it."
            )
        return folder
    return config.rootpath


def _new_learner(config: pytest.Config, launched: Launched | None = None) -> "Learner":
    from coursekit.worker.learner import Learner

    data = os.environ["MNIST_COURSE_DATA"]
    learner = Learner(_learner_folder(config), load_manifest(), data, launched)
    # This process ends then. Without it, Python would look once more for garbage in all that was imported: 30 ms.
    config.add_cleanup(gc.freeze)
    config.add_cleanup(learner.stop)
    return learner


def _asked_lessons(config: pytest.Config) -> list[str] | None:
    """Return the slugs of the lessons that the command line asks for; None when it asks for more."""
    numbers = []
    for arg in config.args:
        path = Path(arg.split("::")[0])
        parts = [_LESSON_FOLDER.match(part) for part in path.absolute().parts]
        found = next((match for match in parts if match), None)
        if found is None:
            return None
        numbers.append(found[1])
    return [lesson.slug for lesson in load_manifest().lessons if lesson.number in numbers]


def _function_of(item: pytest.Item) -> Function | None:
    """Return the course function that a check is about: its class's name, or the lesson's only function."""
    match = _LESSON_FOLDER.match(item.path.parent.name)
    if match is None:
        return None
    try:
        lesson = load_manifest().lesson(match[1])
    except CourseError:
        return None
    cls = getattr(item, "cls", None)
    if cls is None:
        return lesson.functions[0]
    return next(function for function in lesson.functions if function.check_class == cls.__name__)


def _result(item: pytest.Item, function: Function, call: pytest.CallInfo) -> CheckResult:
    # Here, because they import NumPy: the worker starts first.
    from coursekit.checks.judge import blocked_by, problem_of, result_of

    error = call.excinfo.value if call.excinfo else None
    traceback = str(call.excinfo.getrepr(style="short")) if call.excinfo else ""
    if error is not None:
        item.config.stash[_BLOCKED].update(blocked_by(function, problem_of(function, error, "")))
    return result_of(
        function,
        _title(item),
        error,
        traceback,
        item.config.stash.get(LEARNER, None),
        points=function.points,
        # A fixture may have done the work, for this check and others.
        duration=call.duration + (item.stash[_SETUP_SECONDS] if call.when == "call" else 0),
        essential=item.get_closest_marker("essential") is not None,
    )


def _title(item: pytest.Item) -> str:
    return item.originalname.removeprefix("test_").replace("_", " ")


def _writable(text: str, stream: object) -> str:
    """Replace the marks that an old terminal can't show."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        for mark, plain in {"✓": "ok", "✗": "FAILED", "·": "-", "→": "->", "…": "..."}.items():
            text = text.replace(mark, plain)
    return text
