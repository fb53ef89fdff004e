"""What running the checks shows: on the stubs none may pass, on the reference none may fail, on a mistake the right one.

A check must fail on some mistake, too: what no mistake of its function can fail may be true of any function.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass
from pathlib import Path

from coursekit.authoring import judging
from coursekit.authoring.build import build_stubs
from coursekit.authoring.catalogue_check import entry_findings
from coursekit.authoring.checks_check import checks_of
from coursekit.authoring.judging import Entry
from coursekit.checks.results import CheckResult, Status
from coursekit.checks.run import ChecksCouldNotRun
from coursekit.errors import CourseError
from coursekit.findings import Finding
from coursekit.manifest import ROOT, Lesson
from coursekit.worker.names import Code

Judge = Callable[[list[CheckResult]], Iterable[Finding]]
"""Says what is wrong with what the checks found."""
Track = Callable[
    [Iterator["Future[list[CheckResult]]"], int], Iterable["Future[list[CheckResult]]"]
]
"""Shows how far the runs are: takes them as they end, and how many there are."""

_NOT_JUDGED = {Status.NOT_STARTED, Status.WAITING}

_BROKEN_CHECK, _NO_CHECK_RAN = "broken-check", "checks-break"


@dataclass(frozen=True)
class _Run:
    """What is run: a lesson's checks on some code, with a seed; 0 is any. `judge` says what is wrong then."""

    judge: Judge
    lesson: Lesson
    on: str
    seed: int = 0


def run_findings(
    lessons: Sequence[Lesson], seeds: int, catalogue: bool, track: Track
) -> list[Finding]:
    """Run the course's checks on stubs, reference, mistakes and variants, and say what is wrong.

    Parameters
    ----------
    lessons
        Whose checks.
    seeds
        With how many seeds each run is repeated: 1, 2, …. What fails with some of them alone depends on luck.
    catalogue
        Whether mistakes and variants are run, too.
    track
        Shows how far it is.
    """
    found: dict[Finding, set[int]] = {}
    failed: set[tuple[str, str]] = set()
    with tempfile.TemporaryDirectory() as folder, judging.pool() as pool:
        stubs = _write_stubs(Path(folder))
        runs: dict[Future[list[CheckResult]], _Run] = {}
        for lesson in lessons:
            runs |= _runs(pool, lesson, stubs, seeds)
            if catalogue:
                runs |= _catalogue_runs(pool, lesson, seeds, failed)
        for future in track(as_completed(runs), len(runs)):
            run = runs[future]
            for finding in _found(future, run):
                found.setdefault(_without_values(finding, found), set()).add(run.seed)
    if catalogue and not {one.rule for one in found} & {_BROKEN_CHECK, _NO_CHECK_RAN}:
        found |= {one: {0} for lesson in lessons for one in _never_failing(lesson, failed)}
    return [_with_seeds(finding, seen, seeds) for finding, seen in found.items()]


def _runs(
    pool: Executor, lesson: Lesson, stubs: Path, seeds: int
) -> Iterator[tuple["Future[list[CheckResult]]", _Run]]:
    """Begin the runs on the stubs and on the reference."""
    future = pool.submit(judging.judge_folder, lesson, stubs, lesson.tests, "--every")
    yield future, _Run(_of_stubs(lesson), lesson, "the stub")
    for seed in range(1, seeds + 1):
        options = (lesson.tests, f"--seed={seed}")
        future = pool.submit(judging.judge_folder, lesson, ROOT / "solutions", *options)
        yield future, _Run(_of_reference(lesson), lesson, "the reference", seed)


def _catalogue_runs(
    pool: Executor, lesson: Lesson, seeds: int, failed: set[tuple[str, str]]
) -> Iterator[tuple["Future[list[CheckResult]]", _Run]]:
    """Begin the runs on mistakes and variants; the checks that they fail are noted in `failed`."""
    unnamed = _unnamed(lesson)
    for entry in _entries(lesson):
        for seed in range(1, seeds + 1):
            # Once, to see all that a mistake fails: where a `Fails:` names each check, that is known.
            to_the_end = seed == 1 and entry.function in unnamed
            future = pool.submit(judging.judge, entry.path, f"--seed={seed}", to_the_end=to_the_end)
            yield future, _Run(_of_entry(entry, failed), lesson, entry.path.name, seed)


def _found(future: "Future[list[CheckResult]]", run: _Run) -> list[Finding]:
    tests = run.lesson.tests
    try:
        results = future.result()
    except ChecksCouldNotRun as error:
        what, _, to_do = str(error).partition("\n→ ")
        return [Finding(error.file or tests, error.line, _NO_CHECK_RAN, what, to_do)]
    return [*_broken(results, run), *run.judge(results)]


def _broken(results: list[CheckResult], run: _Run) -> Iterator[Finding]:
    """Say which checks broke; who judges leaves them out, because they say nothing of the function."""
    for result in results:
        if result.code is Code.CHECK_BROKE:
            # What differs from run to run stands behind the colon (see `_demand`).
            what = (
                f"the check itself stops here, and judges nothing: {result.fields['said']}, in “{result.check}” of "
                f"{result.function}, on {run.on}."
            )
            to_do = "Correct this line; or let the check look at the value's kind and shape first."
            yield Finding(*_place(result, run.lesson), _BROKEN_CHECK, what, to_do)


def _place(result: CheckResult, lesson: Lesson) -> tuple[str, int]:
    """Return where a check broke; where none of its own lines is to blame, where it stands."""
    if result.fields["check_file"]:
        return result.fields["check_file"], result.fields["check_line"]
    function = next(one for one in lesson.graded if one.name == result.function)
    return checks_of(ROOT, lesson, function).get(result.check, (lesson.tests, 0))


def _unnamed(lesson: Lesson) -> dict[str, dict[str, tuple[str, int]]]:
    """Return the checks that no mistake's `Fails:` names, with their places, for each function that has some."""
    named = {
        (entry.function, entry.mistake.fails)
        for entry in _entries(lesson)
        if entry.kind == "mistakes"
    }
    found: dict[str, dict[str, tuple[str, int]]] = {}
    for function in lesson.functions:
        checks = checks_of(ROOT, lesson, function)
        own = {name: place for name, place in checks.items() if (function.name, name) not in named}
        found |= {function.name: own} if own else {}
    return found


def _never_failing(lesson: Lesson, failed: set[tuple[str, str]]) -> Iterator[Finding]:
    """Say which checks no mistake of their function failed; one that a `Fails:` names is judged with that mistake."""
    for function, checks in _unnamed(lesson).items():
        for check, (file, line) in checks.items():
            if (function, check) not in failed:
                what = f"no mistake of {function} fails the check “{check}”: it may be true of any function."
                to_do = "Add a mistake whose `Fails:` names it, or correct its assertion."
                yield Finding(file, line, "check-never-fails", what, to_do)


def _without_values(finding: Finding, found: Iterable[Finding]) -> Finding:
    """Return the finding that says the same with the values of another seed, where there is one."""
    return next((one for one in found if _demand(one) == _demand(finding)), finding)


def _demand(finding: Finding) -> tuple[str, int, str, str]:
    """Return what is the same with each seed: behind the first colon stands what a check said."""
    return finding.path, finding.line, finding.rule, finding.what.partition(": ")[0]


def _with_seeds(finding: Finding, seen: set[int], seeds: int) -> Finding:
    """Return the finding with the seeds that showed it, where others did not."""
    if 0 in seen or len(seen) == seeds:
        return finding
    numbers = ", ".join(map(str, sorted(seen)))
    what = f"with --seed {numbers}, of {seeds} seeds: {finding.what}"
    return Finding(finding.path, finding.line, finding.rule, what, finding.to_do)


def _entries(lesson: Lesson) -> Iterator[Entry]:
    """Yield the lesson's mistakes and variants that can be run; what is wrong with the others is told elsewhere."""
    for kind in ("mistakes", "variants"):
        for entry in judging.entries(kind, lesson.number):
            try:
                runs = entry.function and (kind == "variants" or entry.mistake)
            except (SyntaxError, CourseError):
                continue
            if runs:
                yield entry


def _write_stubs(folder: Path) -> Path:
    (folder / "mnist_course").mkdir()
    (folder / "mnist_course" / "__init__.py").touch()
    for path, text in build_stubs(ROOT).items():
        (folder / "mnist_course" / path.name).write_text(text, encoding="utf-8")
    return folder


def _of_stubs(lesson: Lesson) -> Judge:
    def found(results: list[CheckResult]) -> Iterator[Finding]:
        for result in results:
            if result.status not in _NOT_JUDGED and result.code is not Code.CHECK_BROKE:
                what = f"the check “{result.check}” judges the stub of {result.function} as {result.status.value}."
                to_do = (
                    "Let the check call the function, and the marks leave nothing of the solution."
                )
                yield Finding(f"solutions/{_file(lesson)}", 0, "stub-judged", what, to_do)

    return found


def _of_reference(lesson: Lesson) -> Judge:
    def found(results: list[CheckResult]) -> Iterator[Finding]:
        checked = {result.function for result in results}
        for function in lesson.graded:
            if function.name not in checked:
                what = f"no check of {function.name} runs."
                yield Finding(
                    f"{lesson.tests}/test_{lesson.slug}.py", 0, "no-checks", what, "Write one."
                )
        for result in results:
            if not result.passed and result.code is not Code.CHECK_BROKE:
                said = " ".join(result.message.splitlines())
                what = (
                    f"the check “{result.check}” rejects the reference of {result.function}: {said}"
                )
                to_do = "Correct the check or the reference."
                yield Finding(
                    f"solutions/{_file(lesson)}", result.line, "reference-fails", what, to_do
                )

    return found


def _file(lesson: Lesson) -> str:
    return f"mnist_course/{lesson.slug}.py"


def _of_entry(entry: Entry, failed: set[tuple[str, str]]) -> Judge:
    """Return what judges an entry, and notes in `failed` the checks that it fails: function and demand."""

    def found(results: list[CheckResult]) -> Iterator[Finding]:
        wrong = [result for result in results if not result.passed]
        failed.update((one.function, one.check) for one in wrong if one.status is Status.FAILED)
        if not wrong or wrong[0].code is not Code.CHECK_BROKE:
            yield from entry_findings(entry, results)

    return found
