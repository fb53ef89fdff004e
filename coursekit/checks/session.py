"""The pytest plugin: options, the learner's worker, and results in place of tracebacks.

Loaded at the start (``-p coursekit.checks.session`` in pytest's settings), so that a worker can start while
pytest itself still does.
"""

import os
import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coursekit.checks.items import LESSON_FOLDER, as_checks, demand_of, function_of
from coursekit.checks.learner_of_run import folder_of, start_learner
from coursekit.checks.progress import save_progress
from coursekit.checks.pytest_output import LessonReporter
from coursekit.checks.results import CheckResult, Status, save_results
from coursekit.checks.stash import BLOCKED, DATA, LEARNER, RESULTS, TRIED, UNEXPLAINED
from coursekit.checks.test_explorer import PLUGIN, show_in_explorer
from coursekit.errors import CourseError
from coursekit.manifest import Function, load_manifest
from coursekit.surroundings import expect_room

pytest_plugins = ["coursekit.checks.fixtures"]

_SETUP_SECONDS = pytest.StashKey[float]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, args: list[str]
) -> Generator[None, None, None]:
    """Load the plugins that the command line asks for; all others stay out, because each costs time.

    Before anything else, pytest itself needs room for a file.
    """
    with _told():
        expect_room()
    if any(arg.startswith("--nbval") for arg in args):
        early_config.pluginmanager.import_plugin("nbval.plugin")
        early_config.pluginmanager.import_plugin("coursekit.checks.nbval")
    if any(re.match(r"-n\d|-n$|--numprocesses|--dist", arg) for arg in args):
        early_config.pluginmanager.import_plugin("xdist.plugin")
    return (yield)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --learner, --solutions, --full, --digits, --seed, --results, --every and --no-trials."""
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
        help="run every check: also those of grading, and of a function that is not written",
    )
    group.addoption(
        "--no-trials",
        action="store_true",
        help="do not look for the small change that repairs a function which fails for no known reason",
    )


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the digits, start the worker, and report in the course's own way when only lessons run."""
    with _told():
        load_manifest()
    config.args[:] = as_checks(config.args, config.rootpath)
    config.stash[DATA] = _data(config)
    config.addinivalue_line(
        "markers",
        "essential: in grading, a function earns nothing without it; with leaves=0.3, that share at most",
    )
    config.addinivalue_line("markers", "grading: only where submissions are graded, see --digits")
    config.addinivalue_line(
        "markers",
        "long: trains for seconds; for a learner it waits until the checks before it pass",
    )
    config.addinivalue_line("markers", "claim: rests on what the learner's process says of itself")
    config.stash[RESULTS] = []
    config.stash[BLOCKED] = {}
    config.stash[UNEXPLAINED] = {}
    if config.getoption("seed") is None:
        config.option.seed = int.from_bytes(os.urandom(3), "big")
    slugs = _asked_lessons(config)
    if slugs and not config.option.collectonly and LEARNER not in config.stash:
        with _told():
            start_learner(config, slugs)
    if slugs is not None and config.pluginmanager.hasplugin("terminalreporter"):
        standard = config.pluginmanager.getplugin("terminalreporter")
        config.pluginmanager.unregister(standard)
        config.pluginmanager.register(LessonReporter(config), "terminalreporter")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only grading needs to know: a learner would wait for it. Let VS Code find the rest in the right place."""
    if not config.option.digits and not config.option.every:
        items[:] = [item for item in items if item.get_closest_marker("grading") is None]
    if config.pluginmanager.hasplugin(PLUGIN):
        show_in_explorer(items, folder_of(config))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Hold back a check that can't run."""
    from coursekit.checks.waits_for_another import reason_to_wait

    problem = reason_to_wait(item)
    if problem is not None:
        from coursekit.checks.judge import Blocked

        raise Blocked(problem)


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, bool, bool]:
    """Look for the change that repairs what nobody can explain, when all checks have run; also where -x ends them."""
    try:
        return (yield)
    finally:
        if session.config.stash[UNEXPLAINED]:
            from coursekit.checks.trials import tell_what_repairs

            tell_what_repairs(session)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn what happened into a `CheckResult`, and the traceback into its message."""
    if function_of(item) is not None:
        # pytest would format a traceback that nobody reads, and that takes 50 ms and more: longer than most checks.
        for name in ("repr_failure", "_repr_failure_py"):
            setattr(item, name, lambda *_, **__: "")
    report = yield
    if TRIED in item.config.stash:
        if call.excinfo:
            item.config.stash[TRIED].append(call.excinfo.value)
        return report
    if call.when == "setup":
        item.stash[_SETUP_SECONDS] = call.duration
    function = function_of(item)
    if function is None or call.when == "teardown" or (call.when == "setup" and not call.excinfo):
        return report
    result = _result(item, function, call)
    item.config.stash[RESULTS].append(result)
    if not result.passed:
        status = result.status.value
        # What waits says so itself.
        message = result.message
        report.longrepr = message if message.startswith(status) else f"{status}: {message}"
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the results where they were asked for."""
    config = session.config
    results = config.stash[RESULTS]
    if config.getoption("results"):
        save_results(results, Path(config.option.results))
    if results and not config.option.solutions and not config.option.learner:
        save_progress(results, config.rootpath)


@contextmanager
def _told() -> Iterator[None]:
    """Let pytest tell a sentence of the course's as it stands, and end."""
    try:
        yield
    except CourseError as error:
        raise pytest.UsageError(str(error)) from error


def _data(config: pytest.Config) -> str:
    """Return which digits the run uses; the kernels that nbval starts are told in their environment."""
    chosen = os.environ.get("MNIST_COURSE_DATA", "")
    if config.option.digits:
        return str(config.option.digits)
    full = "full" if chosen in ("", "sample") else chosen
    if config.pluginmanager.hasplugin("nbval.plugin"):
        os.environ["MNIST_COURSE_DATA"] = full if config.option.full else chosen or "sample"
    return full if config.option.full else "sample"


def _asked_lessons(config: pytest.Config) -> list[str] | None:
    """Return the slugs of the lessons that the command line asks for; None when it asks for more."""
    numbers = []
    for arg in config.args:
        path = Path(arg.split("::")[0])
        parts = [LESSON_FOLDER.match(part) for part in path.absolute().parts]
        found = next((match for match in parts if match), None)
        if found is None:
            return None
        numbers.append(found[1])
    return [lesson.slug for lesson in load_manifest().lessons if lesson.number in numbers]


def _result(item: pytest.Item, function: Function, call: pytest.CallInfo[None]) -> CheckResult:
    # Here, because they import NumPy: the worker starts first.
    from coursekit.checks.judge import Blocked, blocked_by, problem_of, result_of
    from coursekit.checks.recognition import take_recognised
    from coursekit.checks.waits_for_another import blamed_on_called
    from coursekit.worker.problems import Contradiction, LearnerProblem

    error = call.excinfo.value if call.excinfo else None
    learner = item.config.stash.get(LEARNER, None)
    if error is not None and learner is not None:
        error = blamed_on_called(error, function, item.config.stash[RESULTS], learner)
    # Formatting it takes longer than many a check, and only a check that broke is told with it.
    told = isinstance(error, AssertionError | Blocked | Contradiction | LearnerProblem | None)
    traceback = "" if told or not call.excinfo else str(call.excinfo.getrepr(style="short"))
    if error is not None:
        item.config.stash[BLOCKED].update(blocked_by(function, problem_of(function, error, "")))
    essential = item.get_closest_marker("essential")
    mistake, fits = take_recognised()
    result = result_of(
        function,
        demand_of(item),
        error,
        traceback,
        learner,
        mistake,
        points=function.points,
        # A fixture may have done the work, for this check and others.
        duration=call.duration + (item.stash[_SETUP_SECONDS] if call.when == "call" else 0),
        without_it=essential.kwargs.get("leaves", 0.0) if essential else 1.0,
    )
    if result.status is Status.FAILED:
        _leave_for_trials(item.config, result, function, fits)
    return result


def _leave_for_trials(
    config: pytest.Config, result: CheckResult, function: Function, fits: bool
) -> None:
    """Note a function's first failure, when no rule knows its cause, and whether its value speaks for a mistake. A grade needs none."""
    from coursekit.diagnose.diagnosis import is_certain

    results = config.stash[RESULTS]
    first = all(other.passed for other in results if other.function == function.name)
    # Lessons' pipelines have no code of their own.
    written = function.name in load_manifest().functions
    for_others = config.option.digits or config.option.every or config.option.no_trials
    if first and written and not for_others and not is_certain(result.cause):
        config.stash[UNEXPLAINED][function.name] = len(results), fits
