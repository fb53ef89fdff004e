"""Judges mistakes and variants: runs a lesson's checks on them, in this process and in one long-lived worker.

A file in ``mistakes/lesson_NN/`` or ``variants/lesson_NN/`` overrides one function of the reference: its code is
put behind the reference module's. A mistake's docstring ends in two lines::

    Fails: gives decimal numbers
    Says: whole numbers

the check that must fail first, and words that its message must hold (several are separated by ``;``).
"""

import ast
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from coursekit.checks.results import CheckResult
from coursekit.checks.run import run_checks
from coursekit.manifest import ROOT, Lesson, load_manifest
from coursekit.worker.learner import Learner

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """One file of the catalogue."""

    path: Path

    @property
    def lesson(self) -> Lesson:
        """The lesson that it belongs to, by its folder's name."""
        return load_manifest().lesson(self.path.parent.name.removeprefix("lesson_"))

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @property
    def function(self) -> str:
        """The course function that it overrides: the last one that it defines or assigns."""
        known = {function.name for function in self.lesson.functions}
        names = []
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef):
                names.append(node.name)
            elif isinstance(node, ast.Assign):
                names += [target.id for target in node.targets if isinstance(target, ast.Name)]
        return [name for name in names if name in known][-1]

    @property
    def fails(self) -> str:
        """The check that must fail first."""
        return self._line("Fails: ")

    @property
    def says(self) -> list[str]:
        """What its message must hold."""
        return self._line("Says: ").split("; ")

    def _line(self, head: str) -> str:
        lines = (ast.get_docstring(self.tree) or "").splitlines()
        found = [line.removeprefix(head) for line in lines if line.startswith(head)]
        assert found, f"{self.path.name}: the docstring has no line '{head}…'"
        return found[0]

    def write_submission(self, folder: Path) -> Path:
        """Write the reference with this file's function in it, and return the folder."""
        shutil.copytree(
            ROOT / "solutions" / "mnist_course",
            folder / "mnist_course",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        with (folder / "mnist_course" / f"{self.lesson.slug}.py").open(
            "a", encoding="utf-8"
        ) as file:
            file.write("\n\n" + self.path.read_text(encoding="utf-8"))
        return folder


def entries(kind: str) -> list[Entry]:
    """Return all files of ``mistakes/`` or ``variants/``."""
    return [Entry(path) for path in sorted((HERE / kind).glob("lesson_*/*.py"))]


def judge(
    entry: Entry, learner: Learner, folder: Path, *, first_failure_only: bool
) -> list[CheckResult]:
    """Run the checks of the entry's lesson on it, and return their results in order."""
    learner.open(entry.write_submission(folder))
    target = entry.lesson.tests
    if first_failure_only and len(entry.lesson.functions) > 1:
        name = "".join(part.capitalize() for part in entry.function.split("_"))
        target += f"/test_{entry.lesson.slug}.py::Test{name}"
    return run_checks([target], learner, ROOT, *(["-x"] if first_failure_only else []))
