"""Grades the submissions in ``attacks/``, in processes that share the work, and looks at what they leave behind.

A file there overrides functions of the reference: its code is put behind the module of the lesson that it attacks.
Its docstring says what it tries, and then, a line each::

    Attacks: scale_images, split_validation
    Fails: your network recognises digits that it has never seen
    Sandbox: network
    Reported: No network
    Breaks: It sees nothing; It changes nothing

the functions that must earn nothing, checks that must fail, why it is graded with the sandbox only, words that a message
or a note must hold (with ``|`` between them: one of these), and which promises of ``docs/grading.md`` it tries to break. `Lessons` says which are graded, where no
function must earn nothing.
"""

import ast
import dataclasses
import json
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from coursekit import mnist
from coursekit.checks.results import CheckResult, by_function
from coursekit.grading.intake.submission import Submission
from coursekit.grading.points import earned_share
from coursekit.grading.run import limits, sandbox, submission_run
from coursekit.grading.run.task import Outcome, Task
from coursekit.grading.score import Grade
from coursekit.manifest import ROOT, load_manifest
from coursekit.worker import learner

HERE = Path(__file__).parent / "attacks"
MARK = "forged-"
"""How the names of all files begin that an attack tries to leave behind."""


@dataclass(frozen=True)
class Attack:
    """One file of ``attacks/``."""

    path: Path

    @property
    def functions(self) -> list[str]:
        """The functions that must earn nothing."""
        return self._list("Attacks", ",")

    @property
    def fails(self) -> list[str]:
        """Checks that must fail."""
        return self._list("Fails", ";")

    @property
    def reported(self) -> list[str]:
        """Words that a message or a note must hold."""
        return self._list("Reported", ";")

    @property
    def breaks(self) -> list[str]:
        """The promises that it tries to break, by the words that they begin with."""
        return self._list("Breaks", ";")

    @property
    def needs_sandbox(self) -> str:
        """Why it is graded with the sandbox only; empty when it holds without."""
        return self._lines.get("Sandbox", "")

    @property
    def lessons(self) -> tuple[str, ...]:
        """The numbers of the lessons that are graded."""
        own = {load_manifest().functions[name].lesson_number for name in self.functions}
        own |= set(self._list("Lessons", ","))
        return tuple(sorted(own)) or ("06",)

    @property
    def files(self) -> dict[str, bytes]:
        """The submission."""
        slug = load_manifest().lesson(self.lessons[0]).slug
        files = reference()
        files[f"{slug}.py"] += b"\n\n" + self.path.read_bytes()
        return files

    def _list(self, key: str, separator: str) -> list[str]:
        parts = self._lines.get(key, "").split(separator)
        return [part.strip() for part in parts if part.strip()]

    @cached_property
    def _lines(self) -> dict[str, str]:
        text = ast.get_docstring(ast.parse(self.path.read_text(encoding="utf-8"))) or ""
        return dict(line.split(": ", 1) for line in text.splitlines()[2:] if ": " in line)


def attacks() -> list[Attack]:
    """Return all attacks."""
    return [Attack(path) for path in sorted(HERE.glob("*.py"))]


def reference() -> dict[str, bytes]:
    """Return the files of the reference."""
    return {path.name: path.read_bytes() for path in (ROOT / "solutions/mnist_course").glob("*.py")}


@dataclass(frozen=True)
class Verdict:
    """What grading a submission found and left."""

    results: list[CheckResult]
    next_one: list[CheckResult]
    """What grading the reference found right after it, in the same process."""
    processes: list[str]
    files: list[str]


def broken_by(attack: Attack, verdict: Verdict, kind: str) -> list[str]:
    """Return what an attack got that it should not have, or what was overlooked; nothing when every promise held."""
    by_name = {name: group for (_, name), group in by_function(verdict.results).items()}
    checks = {result.check: result for result in verdict.results}
    grade = Grade(Submission("eve"), Outcome("key", verdict.results, sandbox=kind))
    missed = [result for result in verdict.results if not result.passed]
    said = "\n".join([*grade.notes, *(f"{one.function}: {one.message}" for one in missed)])
    return [
        *(f"{name} earned points" for name in attack.functions if earned_share(by_name[name])),
        *(f"passed: {check}" for check in attack.fails if checks[check].passed),
        *(
            f"not told: {words}, but {said}"
            for words in attack.reported
            if not any(each in said for each in words.split(" | "))
        ),
        *(f"still runs: {process}" for process in verdict.processes),
        *(f"left: {file}" for file in verdict.files),
        *(f"the next one: {one.message}" for one in verdict.next_one if not one.passed),
        *([] if verdict.next_one else ["the next one was not graded"]),
    ]


@contextmanager
def judged(
    jobs: dict[object, tuple], processes: int = 2
) -> Iterator[dict[object, Future[Verdict]]]:
    """Give what `judge` finds for each job's arguments, as soon as it is known."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        try:
            yield {key: pool.submit(judge, *arguments) for key, arguments in jobs.items()}
        finally:
            pool.shutdown(cancel_futures=True)


def judge(files: dict[str, bytes], lessons: tuple[str, ...], kind: str) -> Verdict:
    """Grade some lessons of a submission in the sandbox of this kind, and the reference after it."""
    quick = lessons == ("01",)
    # What needs no TensorFlow needs little: then the limits can be met in seconds.
    learner.CALL_LIMIT = 3.0 if quick else 8.0
    limits.TIME_LIMIT = 8.0 if quick else 100.0
    sandbox.MEMORY_BYTES = 2**30 if quick else 4 * 2**30
    digits = mnist.load_found(mnist.find(setting="sample"))
    with tempfile.TemporaryDirectory(prefix="attack-") as folder:
        tempfile.tempdir = folder
        try:
            chosen = ",".join(lessons)
            task = Task(files, seed=time.time_ns(), sandbox=kind, lessons=chosen)
            results = submission_run.results_of(task, digits)
            # What comes out can be written, whatever the submission put into it.
            said = [dataclasses.asdict(result) for result in results]
            json.dumps(said, ensure_ascii=False).encode("utf-8")
            processes = _wait_for_none(lambda: _processes_of(Path(folder).name))
            left = [str(path) for path in Path(folder).iterdir()]
            limits.TIME_LIMIT = 100.0
            next_task = Task(reference(), seed=1, sandbox=kind, lessons="01")
            next_one = submission_run.results_of(next_task, digits)
        finally:
            tempfile.tempdir = None
    return Verdict(results, next_one, processes, left + _marked_files())


def _wait_for_none(find: Callable[[], list[str]]) -> list[str]:
    """Return what is found when there is still something after some time: the system ends processes in its own."""
    end = time.monotonic() + 10
    while (found := find()) and time.monotonic() < end:
        time.sleep(0.1)
    return found


def _processes_of(folder: str) -> list[str]:
    """Return the processes that see this folder, or were started with it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        for part in ("mountinfo", "environ", "cmdline"):
            try:
                if folder.encode() in (process / part).read_bytes():
                    found.append(f"{process.name}: {(process / 'cmdline').read_bytes()[:200]!r}")
                    break
            except OSError:
                continue
    return found


def _marked_files() -> list[str]:
    places = [Path("/tmp"), Path("/dev/shm"), Path("/"), Path.cwd(), Path.home(), ROOT]
    return [str(path) for place in places for path in place.glob(f"{MARK}*")]
