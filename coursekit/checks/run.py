"""Runs checks in this process, with a learner that somebody else made: for watch, notebooks and grading."""

import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from coursekit.checks import fixtures, session
from coursekit.checks.items import name_of, place_in_checks
from coursekit.checks.results import CheckResult, in_course_order
from coursekit.checks.stash import LEARNER, RESULTS, UNEXPLAINED
from coursekit.errors import CourseError
from coursekit.manifest import load_manifest
from coursekit.worker.learner import Learner

_PARTS_WITHOUT_USE = [
    "cacheprovider",
    "terminal",
    "logging",
    "faulthandler",
    "junitxml",
    "stepwise",
    "setuponly",
]
_PARTS_WITHOUT_USE += [
    "setupplan",
    "debugging",
    "legacypath",
    "pastebin",
    "doctest",
    "unittest",
    "subtests",
]
_PARTS_WITHOUT_USE += ["threadexception", "unraisableexception", "freeze_support", "python_path"]
"""Parts of pytest that do nothing for these checks; it would search each of them for fixtures at each run."""


class ChecksCouldNotRun(CourseError):
    """Raised where pytest could not run any check; `file` and `line` are those to correct, as far as that is known."""

    file, line = "", 0


def run_checks(
    targets: list[str],
    learner: Learner,
    root: Path,
    *options: str,
    before_trials: Callable[[list[CheckResult]], None] | None = None,
) -> list[CheckResult]:
    """Run checks and return what they found, in the order of the course.

    Parameters
    ----------
    targets
        What to check, as for pytest: ``["tests/lesson_03"]``; relative to the course folder.
    learner
        Whose functions are checked. It is left running.
    root
        The course folder.
    options
        More of pytest's options, such as ``-x`` or ``--seed=1``.
    before_trials
        Is given what was found, before seconds go by with a look for the change that repairs what nobody can explain.

    Raises
    ------
    ChecksCouldNotRun
        When pytest could not run the checks at all.
    KeyboardInterrupt
        When they were interrupted.
    """
    collector = _Collector(learner, before_trials)
    if learner.folder != root:
        options = (*options, f"--learner={learner.folder}")
    code = _run_pytest(targets, root, options, collector)
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) or not collector.results:
        raise collector.broken or ChecksCouldNotRun(
            f"The checks could not run ({code!r}).\n→ `pytest {' '.join(targets)}` says why."
        )
    return in_course_order(collector.results, load_manifest())


def list_checks(targets: list[str], root: Path, marker: str = "") -> list[tuple[str, str]]:
    """Return all checks, also those of grading, without running them: (function, check), in their order.

    With `marker`, those alone that have it.
    """
    lister = _Lister(marker)
    _run_pytest(targets, root, ("--collect-only", "--every"), lister)
    return lister.checks


def _run_pytest(targets: list[str], root: Path, options: Sequence[str], taker: object) -> int:
    unused = [f"-pno:{name}" for name in _PARTS_WITHOUT_USE]
    # Named, so that no pytest.ini hides them.
    settings = f"--config-file={root / 'pyproject.toml'}"
    # No plugin that is installed for something else has a part in checks; a search for them takes time at each run.
    alone = "--disable-plugin-autoload"
    args = [*unused, alone, "--capture=no", settings, f"--rootdir={root}", *options]
    with _process_as_it_was():
        # These two as they are: by their names in settings, pytest would search all that is installed for each.
        plugins = [fixtures, session, taker]
        return pytest.main([*args, *(str(root / target) for target in targets)], plugins)


@contextmanager
def _process_as_it_was() -> Iterator[None]:
    """Put back what a run changes in this process: a notebook's kernel lives on, and a check may be edited."""
    path, modules = list(sys.path), set(sys.modules)
    try:
        yield
    finally:
        sys.path[:] = path
        for name in set(sys.modules) - modules:
            if name.startswith("test_"):
                del sys.modules[name]


class _Collector:
    """Gives the run its learner, and takes its results."""

    def __init__(
        self, learner: Learner, before_trials: Callable[[list[CheckResult]], None] | None
    ) -> None:
        self._learner, self._before_trials = learner, before_trials
        self.results: list[CheckResult] = []
        self.broken: ChecksCouldNotRun | None = None

    def pytest_exception_interact(
        self, node: pytest.Item | pytest.Collector, call: pytest.CallInfo[object]
    ) -> None:
        """Keep why a file of checks could not be imported."""
        if isinstance(node, pytest.Collector) and call.excinfo:
            error = call.excinfo.value.__cause__ or call.excinfo.value
            file, line = place_in_checks(error)
            if file:
                said = f"The checks could not run: {repr(error)[:300]}."
                self.broken = ChecksCouldNotRun(f"{said}\n→ Correct line {line} of {file}.")
                self.broken.file, self.broken.line = file, line

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[LEARNER] = self._learner

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, bool, bool]:
        """Give what was found to whoever does not want to wait for trials."""
        done = yield
        if self._before_trials and session.config.stash[UNEXPLAINED]:
            found: list[CheckResult] = session.config.stash[RESULTS]
            self._before_trials(in_course_order(found, load_manifest()))
        return done

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        found: list[CheckResult] = session.config.stash[RESULTS]
        self.results = [*found]


class _Lister:
    """Takes the names of the checks that pytest found."""

    def __init__(self, marker: str) -> None:
        self._marker = marker
        self.checks: list[tuple[str, str]] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.checks = [
            name
            for item in session.items
            if (name := name_of(item))
            and (not self._marker or item.get_closest_marker(self._marker))
        ]
