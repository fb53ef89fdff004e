"""Tries small changes of a function that is wrong and nobody knows why: the one that repairs it is told.

A rule reads the code, and knows the slips that it was written for. A trial runs the checks, and knows nothing: if they all pass
after one small change, there was the slip.
"""

import ast
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from coursekit.checks.items import demand_of, function_of
from coursekit.checks.recognition import take_recognised
from coursekit.checks.results import CheckResult
from coursekit.checks.stash import BLOCKED, LEARNER, RESULTS, TRIED, UNEXPLAINED
from coursekit.diagnose.changes import Change, changes_of, lower_version
from coursekit.diagnose.situation import Source, read_source
from coursekit.diagnose.syntax_tree import called_name
from coursekit.manifest import Function
from coursekit.worker.learner import Learner
from coursekit.worker.names import Code
from coursekit.worker.problems import LearnerProblem
from coursekit.worker.process import WorkerStopped

MOST = 64
"""So many changes are tried of a function: of 392 slips that outsiders wrote, 102 had no known cause. One of the first 61 changes
repaired 43 of them; the next 240 repaired three more, none of them to the point."""

MOST_WITH_NETWORKS = 40
"""And so many of one whose checks build networks: of these, all were among the first 36. They cost up to 0.1 s each."""

NOT_IN_THE_VALUE = ("lower_version", "other_name", "side_too_much")
"""The changes that are tried where a value speaks for a known mistake: it can't show which name was taken, which version, or where 1 was
added."""

MOST_WHERE_KNOWN = 12
"""And so many of these: the check's own advice is right more often than not."""

TIMES = 3
"""So often the checks pass after a change that is told: where the code draws by chance, once may be luck."""

LONGEST = 45
"""So many words may say what to do."""

_SECONDS = 3.0
"""A call may take so long: it catches loops that a change has made endless."""

PATIENCE = 5.0
"""Seconds after which no further change is tried: nobody waits longer for a verdict. Of 63 searches on two busy cores, the longest
that found something took 2.7."""

_COMPUTE = {
    *("numpy", "keras", "tensorflow", "pandas", "matplotlib", "PIL", "coursekit", "mnist_course"),
    *(
        "math",
        "random",
        "statistics",
        "itertools",
        "collections",
        "functools",
        "typing",
        "time",
        "__future__",
    ),
}
"""What a file may import for its functions to be tried."""

_REACH_OUT = {
    *("open", "exec", "eval", "input", "__import__", "breakpoint"),
    *("save", "savez", "savefig", "savetxt", "tofile", "to_csv", "imsave", "unlink", "remove"),
}
"""Calls that do more than compute."""

_ENDS_THE_SEARCH = (Code.TIMEOUT, Code.CRASH, Code.FLOOD, Code.MEMORY, Code.NO_TIME_LEFT)


def tell_what_repairs(session: pytest.Session) -> None:
    """Put the change that repairs a function into the message of its first failure, where no cause is known."""
    config = session.config
    learner, results = config.stash.get(LEARNER, None), config.stash[RESULTS]
    if learner is None:
        return
    for name, (place, fits) in config.stash[UNEXPLAINED].items():
        function = learner.manifest.functions[name]
        networks = learner.needs_tensorflow([function.slug]) or "model" in function.arguments
        if networks and function.trains:
            # A training takes too long to be tried.
            continue
        items = [item for item in session.items if getattr(function_of(item), "name", "") == name]
        most = MOST_WITH_NETWORKS if networks else MOST
        change = _repair(function, items, results[place], learner, most, fits)
        if change:
            results[place] = _told(results[place], change, function, fits)


def _told(result: CheckResult, change: Change, function: Function, fits: bool) -> CheckResult:
    """Put the change behind an advice that was made for such a value; in place of one that fits many slips, and of a long one."""
    seen, _, advice = result.message.partition("→ ")
    says = f"With one change, the checks pass. {change.says}"
    short_enough = len(f"{advice} {says}".split()) <= LONGEST
    if fits and not short_enough and change.kind != "lower_version":
        return result
    if fits and short_enough:
        says = f"{advice} {says}"
    return replace(
        result,
        message=f"{seen}→ {says}",
        cause=change.kind,
        file=function.file,
        line=change.line,
    )


def _repair(
    function: Function,
    items: list[pytest.Item],
    result: CheckResult,
    learner: Learner,
    most: int,
    fits: bool,
) -> Change | None:
    """Return the first change of a function, of so many, after which all of its checks pass; None where there is none."""
    source = read_source(learner.folder, function.file)
    found = source.definitions(function.name)
    if not found or not _harmless(source):
        return None
    line = result.line if result.code is Code.EXCEPTION else 0
    # The check that failed goes first: most changes fail it again.
    items = sorted(items, key=lambda item: demand_of(item) != result.check)
    config, folder, limit = items[0].config, learner.folder, learner.call_limit
    learner.call_limit = _SECONDS
    blocked, config.stash[BLOCKED] = config.stash[BLOCKED], {}
    try:
        with tempfile.TemporaryDirectory() as place:
            package = Path(place) / "mnist_course"
            shutil.copytree(
                folder / "mnist_course", package, ignore=shutil.ignore_patterns("__pycache__")
            )
            end = time.monotonic() + PATIENCE
            small = changes_of(found[-1], line, source.outside, result.cause)
            every = chain(lower_version(source.tree, found), small)
            likely = (one for one in every if not fits or _may_be_meant(one))
            for change in islice(likely, MOST_WHERE_KNOWN if fits else most):
                saved_again = read_source(folder, function.file) != source
                if saved_again or time.monotonic() > end:
                    return None
                (Path(place) / function.file).write_text(change.text(source.tree), encoding="utf-8")
                learner.open(Path(place))
                errors = _errors(items * TIMES)
                if not errors:
                    return change
                error = errors[-1]
                if isinstance(error, LearnerProblem) and error.problem.code in _ENDS_THE_SEARCH:
                    return None
    except (OSError, RecursionError, WorkerStopped):
        # No room on the disk, brackets a thousand deep, a worker that has died: the verdict stands without a change.
        return None
    finally:
        learner.call_limit, config.stash[BLOCKED] = limit, blocked
        with suppress(WorkerStopped):
            learner.open(folder)
        learner.printed()
        take_recognised()
    return None


def _may_be_meant(change: Change) -> bool:
    """Whether a change may be behind a value that speaks for a known mistake: names that are much alike are taken for each other."""
    return change.kind in NOT_IN_THE_VALUE and change.likely == 0


def _harmless(source: Source) -> bool:
    """Whether a slightly changed line can only compute: what handles files or other programs is not tried."""
    imported = {name.partition(".")[0] for name in source.imported.values()}
    called = {called_name(node) for node in source.nodes if isinstance(node, ast.Call)}
    return imported <= _COMPUTE and called.isdisjoint(_REACH_OUT)


def _errors(items: list[pytest.Item]) -> list[BaseException]:
    """Run checks up to the first that fails, each with everything made anew; return what it ended in."""
    for item in items:
        tried = item.config.stash[TRIED] = []
        try:
            runtestprotocol(item, log=False, nextitem=None)
        finally:
            del item.config.stash[TRIED]
        if tried:
            return tried
    return []
