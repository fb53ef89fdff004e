"""A second pytest beside the first: it runs the tests of grading and some more files, half of what takes long.

The second writes its reports to a file, and the first gives them as its own. What has no report there, because the second
one was stopped, the first one runs itself.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MORE = ("build", "bundle", "certificate", "colab", "commands", "rules_and_strange_code")
"""Files beside those of grading: so both take about as long."""

REPORTS = "COURSE_REPORTS"
"""Where the second pytest writes its reports: set for it alone."""


class Reporter:
    """In the second pytest: writes each report as a line of JSON."""

    def __init__(self, config: pytest.Config, path: Path) -> None:
        self.config, self.path = config, path

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add a report to the file."""
        data = self.config.hook.pytest_report_to_serializable(config=self.config, report=report)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(data) + "\n")


class Beside:
    """In the first pytest: begins the second where there is work for both, and gives its reports."""

    def __init__(self) -> None:
        self.second: subprocess.Popen | None = None
        self.path = Path()
        self.reports: dict[str, list[pytest.TestReport]] | None = None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Iterator[None]:
        """Begin the second pytest, and end it with the first."""
        files = sorted({str(item.path) for item in session.items if is_there(item)})
        others = any(not is_there(item) and not begins(item) for item in session.items)
        with ExitStack() as stack:
            if files and others and not session.config.option.collectonly:
                folder = stack.enter_context(tempfile.TemporaryDirectory())
                self.path = Path(folder) / "reports.jsonl"
                options = ["-q", "-p", "no:cacheprovider"]
                options += ["--solutions"] * session.config.option.solutions
                options += [
                    "-k",
                    session.config.option.keyword,
                    "-m",
                    session.config.option.markexpr,
                ]
                self.second = subprocess.Popen(
                    [sys.executable, "-m", "pytest", *options, *files],
                    cwd=session.config.rootpath,
                    env={**os.environ, REPORTS: str(self.path)},
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                stack.callback(self.second.wait)
                stack.callback(self.second.terminate)
            return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool | None:
        """Give the reports on this test, where the second pytest has run it."""
        if not self.second or not is_there(item):
            return None
        if self.reports is None:
            self.second.wait()
            self.reports = read(item.config, self.path)
        reports = self.reports.get(item.nodeid, [])
        # A test whose end is not there was stopped in its midst.
        if not reports or reports[-1].when != "teardown":
            return None
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for report in reports:
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True


def is_there(item: pytest.Item) -> bool:
    """Say whether the second pytest runs it: a test of one of its files, without processes of its own."""
    files = [HERE / f"test_{name}.py" for name in MORE]
    return not begins(item) and (HERE / "grading" in item.path.parents or item.path in files)


def begins(item: pytest.Item) -> bool:
    """Say whether its module begins its work with the first test, in processes of its own."""
    return hasattr(getattr(item, "module", None), "begin")


def read(config: pytest.Config, path: Path) -> dict[str, list[pytest.TestReport]]:
    """Return the reports in a file, by the test's id; a last line that is cut off is left out."""
    found: dict[str, list[pytest.TestReport]] = {}
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    for line in lines:
        if line.endswith("\n"):
            report = config.hook.pytest_report_from_serializable(
                config=config, data=json.loads(line)
            )
            # JSON has no tuples: where and why a test was skipped is one.
            if isinstance(report.longrepr, list):
                report.longrepr = tuple(report.longrepr)
            found.setdefault(report.nodeid, []).append(report)
    return found
