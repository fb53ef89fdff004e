"""The promises of ``docs/grading.md``, and what was tried against each: `python -m tests.course.promises` writes the table.

It runs every attack in the sandbox, which takes some minutes, and ends with 1 where a promise was broken.
"""

import re
import sys

from coursekit.checks.run import list_checks
from coursekit.manifest import ROOT, load_manifest
from tests.course.corpus import Attack, attacks, broken_by, judged

DOCS = ROOT / "docs" / "grading.md"
TABLE = ROOT / "docs" / "promises.md"

TESTS = {
    "It sees nothing": [
        "grading/test_sandbox.py",
        "grading/test_attacks_by_files.py",
        "grading/test_user.py",
    ],
    "It changes nothing": ["grading/test_sandbox.py", "grading/test_attacks_by_files.py"],
    "It lasts no longer than its time": [
        "grading/test_sandbox.py",
        "grading/test_classroom.py",
        "grading/test_user.py",
    ],
    "It harms nobody": [
        "grading/test_guard.py",
        "grading/test_damaged_archives.py",
        "grading/test_attacks_by_files.py",
    ],
    "Nothing is fetched": ["grading/test_attacks_by_files.py", "grading/test_guard.py"],
    "Only this grader's results are believed": ["grading/test_sealed.py"],
    "Nobody is taken for another": ["grading/test_claims_of_identity.py"],
    "What is missing counts as wrong": ["test_words_decide_nothing.py"],
    "Its word is not taken": ["test_forward.py", "test_picture.py"],
    "Honest code keeps its points and its name": ["grading/test_honest.py"],
}
"""Tests in ``tests/course`` that show a promise besides the attacks."""

_HEAD = """# What is promised, and what was tried against it

`python -m tests.course.promises` makes this table: it runs every attack of
[tests/course/attacks](../tests/course/attacks) in the sandbox. An attack has failed when it earned nothing for what it
did not do, was told, left no process and no file, and changed nothing for the submission after it.

| promise | attacks | result | tests besides |
|---|---|---|---|
"""


def promises() -> list[str]:
    """Return the promises of ``docs/grading.md``, by the words that they begin with."""
    part = DOCS.read_text(encoding="utf-8").split("## What is promised")[1].split("\n## ")[0]
    return re.findall(r"^- \*\*(.+?)\.\*\*", part, flags=re.MULTILINE)


def tried() -> dict[str, list[Attack]]:
    """Return the attacks on each promise."""
    return {promise: [a for a in attacks() if promise in a.breaks] for promise in promises()}


def table(results: dict[str, str]) -> str:
    """Return the table; `results` says how the attacks on each promise went."""
    rows = [
        " | ".join(
            [
                promise,
                ", ".join(
                    f"[{a.path.stem}](../tests/course/attacks/{a.path.name})" for a in tried_
                ),
                results[promise],
                ", ".join(f"[{name}](../tests/course/{name})" for name in TESTS.get(promise, [])),
            ]
        )
        for promise, tried_ in tried().items()
    ]
    return _HEAD + "".join(f"| {row} |\n" for row in rows)


_ESSENTIAL_CLAIM = 0.5
"""What an essential claim can cost of a function's points: such checks are marked with `leaves=0.5`."""


def claimed_points() -> float:
    """Return how many of the core's points rest on claims alone: what is lost without the checks that are marked so."""
    manifest = load_manifest().part("core")
    targets = [lesson.tests for lesson in manifest.lessons]
    every, claims = list_checks(targets, ROOT), list_checks(targets, ROOT, "claim")
    essential = {name for name, _ in {*list_checks(targets, ROOT, "essential")} & {*claims}}
    return sum(
        function.points
        * max(
            sum(name == function.name for name, _ in claims)
            / sum(name == function.name for name, _ in every),
            _ESSENTIAL_CLAIM * (function.name in essential),
        )
        for lesson in manifest.lessons
        for function in lesson.graded
    )


def main() -> int:
    """Run every attack, write the table, and say what was broken."""
    with judged({a: (a.files, a.lessons, "bwrap") for a in attacks()}) as verdicts:
        broken = {a: broken_by(a, verdict.result(), "bwrap") for a, verdict in verdicts.items()}
    results = {
        promise: f"{sum(not broken[a] for a in against)} of {len(against)} failed"
        if against
        else ""
        for promise, against in tried().items()
    }
    TABLE.write_text(table(results), encoding="utf-8")
    for attack, what in broken.items():
        print(*(f"{attack.path.stem}: {one}" for one in what), sep="\n", end="\n" * bool(what))
    return int(any(broken.values()))


if __name__ == "__main__":
    sys.exit(main())
