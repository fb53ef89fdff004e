"""Runs checks in this process, with a learner that somebody else made: for watch, notebooks and grading."""

import os
from pathlib import Path

import pytest

from coursekit.checks import plugin
from coursekit.checks.results import CheckResult, in_course_order
from coursekit.manifest import load_manifest
from coursekit.worker.learner import Learner


def run_checks(
    targets: list[str], learner: Learner, root: Path, *options: str
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

    Raises
    ------
    RuntimeError
        When pytest could not run the checks at all.
    """
    collector = _Collector(learner)
    args = ["-p", "no:cacheprovider", "-p", "no:terminal", f"--rootdir={root}", *options]
    if learner.folder != root:
        args.append(f"--learner={learner.folder}")
    environment = dict(os.environ)
    try:
        code = pytest.main([*args, *(str(root / target) for target in targets)], [collector])
    finally:
        # The plugin chooses the digits for its run; a notebook's kernel lives on.
        os.environ.clear()
        os.environ.update(environment)
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) or not collector.results:
        again = " ".join(targets)
        raise RuntimeError(f"The checks could not run ({code!r}).\n→ `pytest {again}` says why.")
    return in_course_order(collector.results, load_manifest())


class _Collector:
    """Gives the run its learner, and takes its results."""

    def __init__(self, learner: Learner) -> None:
        self._learner = learner
        self.results: list[CheckResult] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[plugin.LEARNER] = self._learner

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self.results = list(session.config.stash[plugin.RESULTS])
