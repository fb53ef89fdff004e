"""``course watch``: every save in ``mnist_course/`` is checked at once, and single keys do the rest."""

import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import watchfiles
from rich.console import Console
from rich.control import Control
from rich.segment import ControlType
from rich.status import Status
from rich.text import Text

from coursekit.checks.progress import is_done, next_lesson
from coursekit.checks.result_lines import LOOKING, Line, report_lines
from coursekit.checks.results import CheckResult
from coursekit.checks.run import run_checks
from coursekit.errors import CourseError
from coursekit.learning.hints import function_for, hint_line
from coursekit.learning.keyboard import Pressed, keyboard
from coursekit.learning.reset import reset_line
from coursekit.learning.status import show_status
from coursekit.manifest import Lesson, load_manifest
from coursekit.worker.learner import Learner
from coursekit.worker.spare import SpareWorker

KEYS = "h hint · n next lesson · r reset · l list · q quit"

_QUIET_MS = 20
"""How long a file must have been left alone: an editor saves in several small steps."""

_KEYS_MS = 100
"""How long a key waits at most."""


def watch(root: Path, lesson: Lesson | None = None) -> None:
    """Check the lesson of each file that is saved, until the learner quits.

    Parameters
    ----------
    root
        The course folder.
    lesson
        The first one; without it, the next that is not done.
    """
    spare = SpareWorker(root, load_manifest())
    try:
        with keyboard() as pressed:
            _serve(Watch(root, spare, pressed is not None, lesson), pressed or str)
    except KeyboardInterrupt:
        pass
    finally:
        spare.stop()


def _serve(session: "Watch", pressed: Pressed) -> None:
    changes = watchfiles.watch(
        session.root / "mnist_course",
        watch_filter=watchfiles.PythonFilter(),
        step=_QUIET_MS,
        rust_timeout=_KEYS_MS,
        yield_on_timeout=True,
        recursive=False,
    )
    # From here on no save is missed, also not during a check.
    next(changes)
    session.judge()
    for saved in changes:
        if saved:
            session.saved(Path(path).stem for _, path in saved)
        for key in pressed().lower():
            # Windows hands Ctrl+C on as a character.
            if key in "q\x03":
                session.erase_keys()
                return
            session.press(key)


class Watch:
    """The lesson that is watched, and what is shown of it.

    Parameters
    ----------
    root
        The course folder.
    spare
        Gives a learner that is ready.
    has_keys
        Whether keys are heard.
    lesson
        The first lesson; without it, the next that is not done.
    """

    def __init__(
        self, root: Path, spare: SpareWorker, has_keys: bool, lesson: Lesson | None = None
    ) -> None:
        self.root = root
        self.manifest = load_manifest()
        self.lesson = lesson or next_lesson(self.manifest, root) or self.manifest.lessons[-1]
        self._spare = spare
        self._console = Console(highlight=False)
        self._shows_keys = has_keys and self._console.is_terminal
        self._asked = False
        self._note = ""

    def saved(self, slugs: Iterable[str]) -> None:
        """Check the lesson that a saved file belongs to: the current one, if that is among several."""
        slugs = set(slugs)
        lessons = [lesson for lesson in self.manifest.lessons if lesson.slug in slugs]
        if lessons and self.lesson not in lessons:
            self.lesson = lessons[0]
        self.judge()

    def judge(self) -> None:
        """Check the current lesson and show the verdict alone on the screen."""
        self.erase_keys()
        self._asked = False
        slugs = [self.lesson.slug]
        with self._spare.learner(slugs) as learner:
            if learner.needs_tensorflow(slugs) and not learner.warm():
                with self._console.status("getting TensorFlow ready ..."):
                    while learner.ready() and not learner.warm():
                        time.sleep(0.05)
            text = f"checking lesson {self.lesson.number} ... Ctrl+C quits"
            with self._console.status(text) as status:
                lines = self._verdict(learner, status)
            # Before the next worker starts, which takes a while.
            self._console.clear()
            self._show(lines)

    def press(self, key: str) -> None:
        """Do what a key asks for; other keys do nothing."""
        if self._asked:
            self._asked = False
            if key == "y":
                # The fresh file is a save: its verdict comes by itself, and clears the screen.
                self._note = reset_line(self.lesson, self.root)
            else:
                self._show([("Nothing was changed.", "")])
        elif key == "h":
            function = function_for(self.lesson, self.root)
            done = is_done(self.lesson, self.root)
            self._show([(_DONE if done else hint_line(function, self.root), "")])
        elif key == "n":
            self._next()
        elif key == "r":
            self._asked = True
            question = f"Bring back a fresh {self._file}? Yours is kept as a backup. y/n"
            self._show([(question, "yellow")])
        elif key == "l":
            self.erase_keys()
            show_status(self.root, self._console)
            self._show([])

    def erase_keys(self) -> None:
        """Take the line of keys away, which is the last one."""
        if self._shows_keys:
            erase = (ControlType.ERASE_IN_LINE, 2)
            self._console.control(Control(ControlType.CARRIAGE_RETURN, erase))

    @property
    def _file(self) -> str:
        return self.lesson.functions[0].file

    def _verdict(self, learner: Learner, status: Status) -> list[Line]:
        show = partial(self._show_before_trials, status) if self._console.is_terminal else None
        try:
            results = run_checks([self.lesson.tests], learner, self.root, before_trials=show)
        except CourseError as error:
            return [(str(error), "red")]
        lines = report_lines(results, self.manifest)
        if all(result.passed for result in results):
            following = self._following()
            lines.append((f"→ Next: {following.notebook}" if following else _ALL_DONE, ""))
        if self._note:
            lines += [("", ""), (self._note, "")]
            self._note = ""
        return lines

    def _show_before_trials(self, status: Status, results: list[CheckResult]) -> None:
        """Show a verdict to which a change that repairs it may still come."""
        status.stop()
        self._console.clear()
        for text, colour in report_lines(results, self.manifest):
            self._console.print(Text(text, colour), soft_wrap=True)
        status.update(LOOKING)
        status.start()

    def _following(self) -> Lesson | None:
        """Return the next lesson that is not done, from the current one on and then from the first."""
        lessons = self.manifest.lessons
        place = lessons.index(self.lesson)
        others = [*lessons[place + 1 :], *lessons[:place]]
        return next((lesson for lesson in others if not is_done(lesson, self.root)), None)

    def _next(self) -> None:
        following = self._following()
        if following is None:
            self._show([(_ALL_DONE if is_done(self.lesson, self.root) else _LAST, "")])
            return
        self.lesson = following
        self._show(
            [
                (f"Lesson {following.number}, {following.title}: {following.goal}", ""),
                (f"→ Open {following.notebook}, write in {self._file}, and save it.", ""),
            ]
        )

    def _show(self, lines: Iterable[Line]) -> None:
        self.erase_keys()
        for text, colour in lines:
            self._console.print(Text(text, colour), soft_wrap=True)
        if self._shows_keys:
            self._console.print(Text(KEYS, "dim"), end="", soft_wrap=True)


_ALL_DONE = "All lessons are done. `course certificate` makes a page of your results."
_DONE = "Everything here passes: no hint is needed. n goes on."
_LAST = "This is the only lesson that is not done yet."
