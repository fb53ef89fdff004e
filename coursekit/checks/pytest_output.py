"""What `pytest` shows of checks: `coursekit.checks.result_lines` in place of dots and tracebacks."""

from collections.abc import Generator
from typing import Any

import pytest
from _pytest.terminal import TerminalReporter

from coursekit.checks.result_lines import LOOKING, report_lines
from coursekit.checks.results import CheckResult, in_course_order
from coursekit.checks.stash import RESULTS, UNEXPLAINED
from coursekit.manifest import load_manifest


class LessonReporter(TerminalReporter):  # type: ignore[misc]  # Final only for those who write types: pytest has no other way to show less.
    """Shows what a learner needs: `coursekit.checks.result_lines` in place of dots and tracebacks."""

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Show no header."""
        self._session = session

    def pytest_collection(self) -> None:
        """Show no count while collecting."""

    def report_collect(self, final: bool = False) -> None:
        """Show no count after collecting."""

    def pytest_runtest_logstart(self, nodeid: str, location: tuple[Any, ...]) -> None:
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

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        """Say why it takes a while, where small changes will be tried."""
        done = yield
        if self.isatty and self.config.stash[UNEXPLAINED]:
            self.rewrite(LOOKING)
        return done

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(
        self, session: pytest.Session, exitstatus: int
    ) -> Generator[None, None, None]:
        """Show the results, and pytest's own words only where something else went wrong."""
        result = yield
        if self.stats.get("error") and not self.config.stash[RESULTS]:
            self.summary_errors()
        if self.isatty:
            # That line makes room.
            self.rewrite(" " * len(LOOKING))
            self.rewrite("")
        self._show_results()
        if session.shouldstop:
            self.write_line(str(session.shouldstop))
        return result

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Say that the run was stopped."""
        self._keyboardinterrupt_memo = None
        self.write_line("Stopped.")

    def _show_results(self) -> None:
        manifest = load_manifest()
        found: list[CheckResult] = self.config.stash[RESULTS]
        results = in_course_order(found, manifest)
        if not results:
            return
        for text, colour in report_lines(results, manifest, verbose=self.config.option.verbose > 0):
            self.write_line(writable(text, self._tw._file), **({colour: True} if colour else {}))
        if not all(result.passed for result in results) and self.config.option.verbose > 0:
            self.write_line(f"The same random inputs again: --seed {self.config.option.seed}")


def writable(text: str, stream: object) -> str:
    """Replace the marks that an old terminal can't show."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        for mark, plain in {"✓": "ok", "✗": "FAILED", "·": "-", "→": "->", "…": "..."}.items():
            text = text.replace(mark, plain)
    return text
