"""The result model: what one check found. Everything that shows results is a view of it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from coursekit.manifest import Manifest
from coursekit.worker.names import Code


class Status(str, Enum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_STARTED = "not started"
    WAITING = "waiting"
    ERROR = "error"


@dataclass(frozen=True)
class CheckResult:
    """What one check found.

    Attributes
    ----------
    lesson
        The lesson's number, "03".
    function
        The course function that the check is about.
    check
        What it demands, in words: "outputs are probabilities".
    status
        passed, failed, not started, waiting (another thing comes first) or error (the check itself broke).
    message
        Sentences for the learner; empty when it passed. The line that begins with → says what to do.
    code, fields
        What went wrong, as data: whoever decides something decides by these. None when it passed.
    cause
        The rule that knew why (see `coursekit.diagnose.rules`), by its name; empty where none did.
    mistake
        The catalogued mistake that the check has recognised: "03/no_softmax"; empty for an unknown one.
    points
        What the check is worth.
    duration
        Seconds.
    file, line
        Where the learner looks: file as in messages, line 0 when there is none.
    printed
        What the learner's code printed during the check.
    details
        More for ``-v``: a traceback.
    without_it
        In grading, which share of the function's points can be earned at most when it fails. 0 for a check that only a
        function which does its work can pass.
    """

    lesson: str
    function: str
    check: str
    status: Status
    message: str = ""
    code: Code | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    cause: str = ""
    mistake: str = ""
    points: float = 0.0
    duration: float = 0.0
    file: str = ""
    line: int = 0
    printed: str = ""
    details: str = ""
    without_it: float = 1.0

    @property
    def id(self) -> str:
        """Names the check across versions: "03.build_mlp.outputs_are_probabilities"."""
        return f"{self.lesson}.{self.function}.{self.check.replace(' ', '_')}"

    @classmethod
    def from_dict(cls, content: dict[str, Any]) -> "CheckResult":
        """Read what `dataclasses.asdict` gave, also after its way through JSON."""
        code = content["code"]
        kinds = {"status": Status(content["status"]), "code": Code(code) if code else None}
        return cls(**{**content, **kinds})

    @property
    def passed(self) -> bool:
        """Whether the check passed."""
        return self.status is Status.PASSED


def function_status(results: Iterable[CheckResult]) -> Status:
    """Sum up the results of one function's checks: passed only when all did, else the first other one."""
    others = [result.status for result in results if not result.passed]
    return others[0] if others else Status.PASSED


def by_function(results: Iterable[CheckResult]) -> dict[tuple[str, str], list[CheckResult]]:
    """Group results by (lesson, function), in the order that they came."""
    groups: dict[tuple[str, str], list[CheckResult]] = {}
    for result in results:
        groups.setdefault((result.lesson, result.function), []).append(result)
    return groups


def in_course_order(results: Iterable[CheckResult], manifest: Manifest) -> list[CheckResult]:
    """Sort results as the manifest lists their functions; the checks of one function keep their order."""
    order = {name: place for place, name in enumerate(manifest.graded)}
    return sorted(results, key=lambda result: order[result.function])


def save_results(results: Iterable[CheckResult], path: Path) -> None:
    """Write results as JSON: a list of objects, one a check."""
    path.write_text(json.dumps([asdict(result) for result in results], indent=1), encoding="utf-8")


def load_results(path: Path) -> list[CheckResult]:
    """Read what `save_results` wrote."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    return [CheckResult.from_dict(entry) for entry in entries]
