"""Grades one submission: its code in a worker, the checks here, and a result that is plain data."""

import hashlib
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from coursekit import mnist
from coursekit.checks.results import CheckResult, Status
from coursekit.checks.run import list_checks, run_checks
from coursekit.diagnose import message_of
from coursekit.grading.digits import ALL, SEEN, write_digits
from coursekit.grading.neutral import plain
from coursekit.grading.sandbox import launch_bare, launch_sandboxed
from coursekit.manifest import ROOT, load_manifest
from coursekit.worker.learner import Learner
from coursekit.worker.names import Code
from coursekit.worker.problems import Problem

TIME_LIMIT = 300.0
"""Seconds for one submission on the sample. The reference takes about 10 on 2 cores."""

TRAINING_LIMIT = 120.0
"""Seconds for one training on the sample. The reference's longest takes 4 on 2 cores. Nothing is asked again of a function
that did not end, so this leaves time for all the others."""

FULL_TIME_LIMIT = 3600.0
"""Seconds for one submission on full MNIST. The reference takes about 3 minutes."""

GRACE = 60.0
"""Seconds beyond the limit, after which the process that reads the submission's answers is ended too."""

MEMORY_BYTES = 4 * 2**30
"""What this process may use, full MNIST in float64 and its copies included (2 GB)."""

_LAUNCH = {"bwrap": launch_sandboxed, "none": launch_bare}
SANDBOXES = tuple(_LAUNCH)

_ONE_AT_A_TIME = threading.Lock()
"""Grading changes the process's environment; a cluster's worker may have several threads."""


@dataclass(frozen=True)
class Task:
    """What has to be graded, as plain data that can go to another machine.

    Attributes
    ----------
    files
        The submission's allowed files.
    seed
        Of its digits and of all random inputs.
    sandbox
        "bwrap" or "none".
    data
        "sample" or "full".
    course
        `course_fingerprint` of the course that shall grade it.
    lessons
        What is graded: "core", "all", or numbers such as "03,05".
    """

    files: dict[str, bytes]
    seed: int
    sandbox: str = "bwrap"
    data: str = "sample"
    course: str = ""
    lessons: str = "core"

    @property
    def key(self) -> str:
        """Names the result: the same files under the same conditions have the same result."""
        conditions = (self.seed, self.sandbox, self.data, self.course, self.lessons)
        content = repr((conditions, sorted(self.files.items())))
        return hashlib.sha256(content.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Outcome:
    """What grading one task found.

    Attributes
    ----------
    key
        The task's.
    results
        One for each check that was asked for, in the course's order. `points` is what the check is worth.
    problem
        Why the grader itself could not do its work; such an outcome is not a grade.
    seconds
        How long it took.
    version, course, dataset, seed, sandbox
        With what: the course's version and fingerprint, the dataset's SHA-256, the seed, the sandbox.
    """

    key: str
    results: list[CheckResult] = field(default_factory=list)
    problem: str = ""
    seconds: float = 0.0
    version: str = ""
    course: str = ""
    dataset: str = ""
    seed: int = 0
    sandbox: str = ""

    @classmethod
    def from_dict(cls, content: dict) -> "Outcome":
        """Read what `asdict` gave."""
        results = [CheckResult.from_dict(result) for result in content["results"]]
        return cls(**{**content, "results": results})


def grade_one(task: Task) -> dict:
    """Grade one submission and return an `Outcome` as plain data. Runs in a process of its own, here or elsewhere.

    Whatever the submission does ends in an outcome; only the grader's own failures are a `problem`.
    """
    with _ONE_AT_A_TIME:
        start = time.monotonic()
        facts = {"key": task.key, "seed": task.seed, "sandbox": task.sandbox}
        if task.course and task.course != course_fingerprint():
            problem = "The grading machine has another version of the course. Install the same one everywhere."
            return asdict(Outcome(problem=problem, **facts))
        try:
            with mnist.chosen(task.data):
                dataset = hashlib.sha256(mnist.find().path.read_bytes()).hexdigest()
                results = check(task)
        except Exception as error:  # noqa: BLE001 - one submission never stops the others
            return asdict(Outcome(problem=f"{type(error).__name__}: {error}", **facts))
        facts |= {"version": version("mnist-course"), "course": course_fingerprint()}
        seconds = round(time.monotonic() - start, 2)
        return asdict(Outcome(results=results, seconds=seconds, dataset=dataset, **facts))


@cache
def course_fingerprint() -> str:
    """Return a hash of all that decides a grade: checks, machinery and manifest."""
    digest = hashlib.sha256()
    files = [
        *ROOT.glob("coursekit/**/*.py"),
        *ROOT.glob("tests/lesson_*/*.py"),
        ROOT / "course.toml",
    ]
    for path in sorted(files):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def check(task: Task) -> list[CheckResult]:
    """Return one result for each check of the task's lessons.

    Raises
    ------
    RuntimeError, OSError
        When the checks could not run at all.
    """
    targets = tuple(lesson.tests for lesson in load_manifest().part(task.lessons).lessons)
    # Where only a part is checked, the worker imports what that part needs.
    whole = task.lessons in ("core", "all")
    desk = _desk(task.sandbox) if whole else _Desk(task.sandbox, warm=False)
    # The next one gets ready meanwhile. Without a sandbox, this submission could reach it.
    ahead = task.sandbox != "none"
    if whole and ahead:
        _prepare_desk(task.sandbox)
    limit = FULL_TIME_LIMIT if task.data == "full" else TIME_LIMIT
    try:
        write_digits(task.seed, desk.box, desk.vault)
        # Without this file, Python would prefer the course's own mnist_course.
        for name, content in {"__init__.py": b"", **task.files}.items():
            (desk.box / "mnist_course" / name).write_bytes(content)
        desk.learner.deadline = time.monotonic() + limit
        if task.data != "full":
            desk.learner.training_limit = TRAINING_LIMIT
        # pytest's own comparison of two values, for its report, can take longer than any limit.
        options = ["--assert=plain", f"--seed={task.seed}", f"--digits={desk.vault / ALL}"]
        options += ["--full"] if task.data == "full" else []
        with _bounded(limit + GRACE):
            found = run_checks(list(targets), desk.learner, ROOT, *options)
    finally:
        desk.close()
        if whole and not ahead:
            _prepare_desk(task.sandbox)
    return _one_for_each_check(found, targets)


@contextmanager
def _bounded(seconds: float) -> Iterator[None]:
    """Limit this process too: what the submission sends can be made so that reading it takes memory or time."""
    try:
        import resource
        import signal
    except ModuleNotFoundError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    memory = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, hard))
    # Nobody takes this signal: the system ends the process, and its result is one that was not found.
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _one_for_each_check(found: list[CheckResult], targets: tuple[str, ...]) -> list[CheckResult]:
    """Return a result for every check in these targets: what is missing or double has failed."""
    functions = load_manifest().functions
    expected = _checks_in(targets)
    complete = []
    for name, check in expected:
        function = functions[name]
        worth = function.points / sum(other == name for other, _ in expected)
        matching = [r for r in found if (r.function, r.check) == (name, check)]
        if len(matching) == 1:
            result = replace(matching[0], points=worth)
        else:
            problem = Problem(Code.NO_SINGLE_RESULT, function, {"count": len(matching)})
            result = CheckResult(
                function.lesson_number,
                name,
                check,
                Status.ERROR,
                message_of(problem),
                problem.code,
                problem.fields,
                points=worth,
                essential=True,
            )
        texts = {"message": plain(result.message[:4000]), "printed": plain(result.printed[:2000])}
        texts |= {"file": plain(result.file[:200]), "details": ""}
        complete.append(replace(result, **texts, fields=_plain_fields(result.fields)))
    return complete


def _plain_fields(value: Any) -> Any:
    """Return a problem's fields with harmless texts, none of them long."""
    if isinstance(value, str):
        return plain(value[:2000])
    if isinstance(value, dict):
        return {key: _plain_fields(item) for key, item in value.items()}
    return [_plain_fields(item) for item in value] if isinstance(value, list) else value


@cache
def _checks_in(targets: tuple[str, ...]) -> list[tuple[str, str]]:
    return list_checks(list(targets), ROOT)


class _Desk:
    """A worker that waits, the folder that it sees, and one that it does not see."""

    def __init__(self, sandbox: str, warm: bool = True) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="grading-", ignore_cleanup_errors=True)
        self.box, self.vault = Path(self._folder.name, "box"), Path(self._folder.name, "vault")
        (self.box / "mnist_course").mkdir(parents=True)
        self.vault.mkdir()
        self.learner = Learner(self.box, load_manifest(), SEEN, launch=_LAUNCH[sandbox])
        if warm:
            # A class wants all to be done soon, no single answer.
            self.learner.warm_up(use=False)

    def close(self) -> None:
        """End the worker and remove the folders."""
        self.learner.stop()
        self._folder.cleanup()


_desks: dict[str, _Desk] = {}


def _desk(sandbox: str) -> _Desk:
    desk = _desks.pop(sandbox, None)
    if desk is None or not desk.learner.ready():
        desk = _Desk(sandbox)
    return desk


def _prepare_desk(sandbox: str) -> None:
    """Start the next sandbox now, so that it is warm when the next submission comes."""
    _desks[sandbox] = _Desk(sandbox)
